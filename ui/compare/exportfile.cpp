// SPDX-License-Identifier: Apache-2.0
#include "compare/exportfile.h"

#include "figure/deck.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace streamgauge {

namespace {

std::unexpected<Error> at(const QString &path, const Error &error)
{
    return std::unexpected(Error {error.code, error.message, path, 0});
}

std::unexpected<Error> ioError(const QSaveFile &file)
{
    return std::unexpected(Error {Error::Code::Io, file.errorString(), file.fileName(), 0});
}

}

Expected<void> savePicture(const QString &path, const Comparison &comparison, const PictureOptions &options)
{
    const auto format = pictureFormat(path);
    if (!format)
        return std::unexpected(format.error());
    if (const auto possible = checkSize(options.size); !possible)
        return possible;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return ioError(file);
    const auto written =
        writePicture(file, *format, pictureScene(comparison, options), options.size, pictureTitle(comparison, options));
    if (!written)
        return at(path, written.error());
    if (!file.commit())
        return ioError(file);
    return {};
}

Expected<QStringList> savePictures(const QString &path, const Comparison &comparison, const PictureOptions &options)
{
    const QFileInfo file(path);
    QStringList written;
    const QStringList charts = deckCharts(comparison);
    for (const QString &chart : charts) {
        PictureOptions one = options;
        one.chart = chart;
        one.title.clear(); // each says its own finding
        const QString name =
            file.dir().filePath(QStringLiteral("%1-%2.%3").arg(file.completeBaseName(), chart, file.suffix()));
        if (const auto saved = savePicture(name, comparison, one); !saved)
            return std::unexpected(saved.error());
        written.append(name);
    }
    return written;
}

Expected<void> saveDeck(const QString &path, const Comparison &comparison)
{
    const auto format = deckFormat(path);
    if (!format)
        return std::unexpected(format.error());
    const auto bytes = deckFile(comparison, *format);
    if (!bytes)
        return at(path, bytes.error());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
        return ioError(file);
    return {};
}

}
