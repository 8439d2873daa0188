// SPDX-License-Identifier: Apache-2.0
#include "base/zipfile.h"

#include <zip.h>

namespace streamgauge {

namespace {

std::unexpected<Error> zipError(zip_error_t *error)
{
    const QString what = QString::fromUtf8(zip_error_strerror(error));
    zip_error_fini(error);
    return std::unexpected(Error {Error::Code::Io, QStringLiteral("no archive could be made: %1").arg(what), {}});
}

std::unexpected<Error> archiveError(zip_t *archive)
{
    const QString what = QString::fromUtf8(zip_strerror(archive));
    zip_discard(archive);
    return std::unexpected(Error {Error::Code::Io, QStringLiteral("the archive could not be used: %1").arg(what), {}});
}

}

Expected<QByteArray> zipped(const std::vector<std::pair<QString, QByteArray>> &files)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *memory = zip_source_buffer_create(nullptr, 0, 0, &error);
    if (!memory)
        return zipError(&error);
    zip_t *archive = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
    if (!archive) {
        zip_source_free(memory);
        return zipError(&error);
    }
    zip_source_keep(memory); // it outlives the archive, which writes into it on closing
    for (const auto &[name, content] : files) {
        zip_source_t *source = zip_source_buffer(archive, content.constData(), zip_uint64_t(content.size()), 0);
        if (source && zip_file_add(archive, name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8) >= 0)
            continue;
        zip_source_free(source);
        const auto failed = archiveError(archive);
        zip_source_free(memory);
        return failed;
    }
    if (zip_close(archive) != 0) {
        const auto failed = archiveError(archive);
        zip_source_free(memory);
        return failed;
    }
    zip_stat_t stat;
    zip_source_stat(memory, &stat);
    QByteArray bytes(qsizetype(stat.size), Qt::Uninitialized);
    zip_source_open(memory);
    const zip_int64_t read = zip_source_read(memory, bytes.data(), stat.size);
    zip_source_close(memory);
    zip_source_free(memory);
    if (read != zip_int64_t(stat.size))
        return std::unexpected(Error {Error::Code::Io, QStringLiteral("the archive could not be read back"), {}});
    return bytes;
}

}
