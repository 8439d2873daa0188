// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "compare/finding.h"
#include "figure/figureexport.h"
#include "figure/speedtestfigure.h"
#include "output.h"
#include "seriesfiles.h"

#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace streamgauge {

namespace {

std::unexpected<Error> usage(const QString &message)
{
    return std::unexpected(Error {Error::Code::Usage, message, {}, 0});
}

/// What is asked for, checked before anything is read.
struct Picture
{
    PictureFormat format = PictureFormat::Png;
    PictureSize size;
    Theme theme;
};

Expected<Picture> pictureOf(const ExportArguments &arguments)
{
    if (arguments.chart != QLatin1String("speed-test"))
        return usage(QStringLiteral("--chart: there is no chart \"%1\"; there is: speed-test").arg(arguments.chart));
    if (arguments.theme != QLatin1String("light") && arguments.theme != QLatin1String("dark"))
        return usage(QStringLiteral("--theme: \"%1\" is neither light nor dark").arg(arguments.theme));
    Picture picture;
    picture.theme = arguments.theme == QLatin1String("dark") ? Theme::darkTheme() : Theme::light();
    const auto format = pictureFormat(arguments.to);
    if (!format)
        return usage(QStringLiteral("--to: ") + format.error().message);
    picture.format = *format;
    picture.size.dpi = arguments.dpi;
    constexpr QSize inches(15, 5);
    picture.size.pixels = inches * arguments.dpi;
    if (!arguments.size.isEmpty()) {
        const auto pixels = parsePixels(arguments.size);
        if (!pixels)
            return usage(QStringLiteral("--size: ") + pixels.error().message);
        picture.size.pixels = *pixels;
    }
    if (const auto possible = checkSize(picture.size); !possible)
        return usage(QStringLiteral("--size: ") + possible.error().message);
    return picture;
}

/// By its label, or by the file of its run where that has no other series.
Expected<std::size_t> findBaseline(const ReadSeries &read, const QString &wanted)
{
    QStringList labels;
    std::vector<std::size_t> inFile;
    for (std::size_t i = 0; i < read.series.size(); ++i) {
        if (read.series[i].label == wanted)
            return i;
        labels.append(read.series[i].label);
        const QString &file = read.files[static_cast<qsizetype>(i)];
        if (file == wanted || QFileInfo(file).fileName() == wanted)
            inFile.push_back(i);
    }
    if (inFile.size() == 1)
        return inFile.front();
    return usage(QStringLiteral("--baseline: there is no series “%1”; there are: %2")
                     .arg(wanted, labels.join(QStringLiteral(", "))));
}

Expected<void> write(const BarFigure &figure, const Picture &picture, const QString &path)
{
    QSaveFile file(path);
    const auto failed = [&](const QString &why) { return std::unexpected(Error {Error::Code::Io, why, path, 0}); };
    if (!file.open(QIODevice::WriteOnly))
        return failed(file.errorString());
    QStringList names;
    for (const FigureSeries &series : figure.series)
        names.append(series.label);
    const FigureScene scene = layoutForExport(figure, picture.size, picture.theme);
    const auto written = writePicture(file, picture.format, scene, picture.size, names.join(QStringLiteral(", ")));
    if (!written)
        return failed(written.error().message);
    if (!file.commit())
        return failed(file.errorString());
    return {};
}

int refuse(const Error &error, ExitStatus status)
{
    complain(error.toString());
    return status;
}

}

int exportCommand(const ExportArguments &arguments)
{
    const auto picture = pictureOf(arguments);
    if (!picture)
        return refuse(picture.error(), WrongUsage);
    auto read = readSeries(arguments.runs);
    if (!read)
        return WrongUsage;
    tellApart(read->series);
    Comparison comparison {
        .series = {}, .baseline = {}, .cold = arguments.withCold ? ColdRequests::Included : ColdRequests::Apart};
    if (!arguments.baseline.isEmpty()) {
        const auto baseline = findBaseline(*read, arguments.baseline);
        if (!baseline)
            return refuse(baseline.error(), WrongUsage);
        comparison.baseline = *baseline;
    }
    comparison.series = std::move(read->series);
    BarFigure figure = speedTestFigure(comparison, SpeedTestLook::Classic, picture->theme);
    if (std::ranges::none_of(figure.panels, hasValues)) {
        complain(QStringLiteral("There is nothing to draw: no request of %1 was completed.")
                     .arg(arguments.runs.join(QStringLiteral(", "))));
        return NotMet;
    }
    if (figure.series.size() > 1)
        figure.finding = finding(comparison);
    if (const auto written = write(figure, *picture, arguments.to); !written)
        return refuse(written.error(), WrongUsage);
    print(arguments.to.toUtf8() + '\n');
    return AllWell;
}

}
