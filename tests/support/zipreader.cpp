// SPDX-License-Identifier: Apache-2.0
#include "zipreader.h"

#include <zip.h>

namespace streamgauge {

QMap<QString, QByteArray> unzipped(const QByteArray &archive)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *memory = zip_source_buffer_create(archive.constData(), zip_uint64_t(archive.size()), 0, &error);
    zip_t *opened = memory ? zip_open_from_source(memory, ZIP_RDONLY | ZIP_CHECKCONS, &error) : nullptr;
    if (!opened) {
        qWarning("%s", zip_error_strerror(&error));
        zip_source_free(memory);
        return {};
    }
    QMap<QString, QByteArray> files;
    for (zip_int64_t i = 0; i < zip_get_num_entries(opened, 0); ++i) {
        zip_stat_t stat;
        zip_stat_index(opened, zip_uint64_t(i), 0, &stat);
        QByteArray content(qsizetype(stat.size), 0);
        zip_file_t *file = zip_fopen_index(opened, zip_uint64_t(i), 0);
        if (!file || zip_fread(file, content.data(), stat.size) != zip_int64_t(stat.size))
            qWarning("%s cannot be read", stat.name);
        if (file)
            zip_fclose(file);
        files.insert(QString::fromUtf8(stat.name), content);
    }
    zip_discard(opened);
    return files;
}

}
