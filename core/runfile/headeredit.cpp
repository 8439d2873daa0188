// SPDX-License-Identifier: Apache-2.0
#include "runfile/headeredit.h"

#include "base/jsonwriter.h"
#include "runfile/filelock.h"
#include "runfile/headerparser.h"

#include <QFile>
#include <QSaveFile>

#include <simdjson.h>

namespace streamgauge {

namespace {

constexpr qint64 longestHeader = 64 * 1024 * 1024;

Error ioError(const QString &message, const QString &path)
{
    return {.code = Error::Code::Io, .message = message, .source = path};
}

void addChanged(JsonWriter &json, const HeaderEdit &edit)
{
    if (edit.title)
        json.add(QLatin1String("title"), *edit.title);
    if (edit.notes)
        json.add(QLatin1String("notes"), *edit.notes);
    if (edit.tags) {
        json.beginArray(QLatin1String("tags"));
        for (const QString &tag : *edit.tags)
            json.add({}, tag);
        json.endArray();
    }
}

/// The line with its fields in the order they were, the changed ones last.
QByteArray editedLine(QByteArrayView line, const HeaderEdit &edit)
{
    simdjson::dom::parser parser;
    const simdjson::dom::object object = parser.parse(line.data(), static_cast<std::size_t>(line.size()));
    QByteArray edited;
    JsonWriter json(edited);
    json.beginObject();
    for (const auto [key, value] : object) {
        if ((edit.title && key == "title") || (edit.notes && key == "notes") || (edit.tags && key == "tags"))
            continue;
        json.addKey(QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())));
        json.addRaw({}, simdjson::minify(value));
    }
    addChanged(json, edit);
    json.endObject();
    return edited;
}

Expected<void> copyRest(QFile &from, QSaveFile &to)
{
    while (!from.atEnd()) {
        const QByteArray block = from.read(1 << 20);
        if (block.isEmpty() && from.error() != QFileDevice::NoError)
            return std::unexpected(ioError(from.errorString(), from.fileName()));
        if (to.write(block) != block.size())
            return std::unexpected(ioError(to.errorString(), from.fileName()));
    }
    return {};
}

}

Expected<void> editHeader(const QString &path, const HeaderEdit &edit)
{
    if (isBeingWritten(path))
        return std::unexpected(
            ioError(QStringLiteral("this run is still being measured; wait until it has ended"), path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(ioError(file.errorString(), path));
    QByteArray line = file.readLine(longestHeader);
    const bool hasNewline = line.endsWith('\n');
    line = line.trimmed();
    if (line.startsWith("\xEF\xBB\xBF"))
        line.remove(0, 3);
    if (const auto header = parseHeader(line, path); !header)
        return std::unexpected(header.error());

    QSaveFile target(path);
    if (!target.open(QIODevice::WriteOnly))
        return std::unexpected(ioError(target.errorString(), path));
    try {
        target.write(editedLine(line, edit));
    } catch (const simdjson::simdjson_error &error) {
        return std::unexpected(ioError(QString::fromUtf8(error.what()), path));
    }
    if (hasNewline)
        target.write("\n");
    if (const auto copied = copyRest(file, target); !copied)
        return copied;
    if (!target.commit())
        return std::unexpected(ioError(target.errorString(), path));
    return {};
}

}
