// SPDX-License-Identifier: Apache-2.0
#include "compare/picture.h"

#include "compare/finding.h"
#include "figure/speedtestfigure.h"

#include <QSaveFile>

namespace streamgauge {

PictureOptions defaultOptions(const Comparison &comparison)
{
    PictureOptions options;
    options.baselineAsLine = comparison.series.size() == 2 && comparison.series[0].runId != comparison.series[1].runId;
    return options;
}

FigureScene pictureScene(const Comparison &comparison, const PictureOptions &options)
{
    const Theme theme = options.dark ? Theme::darkTheme() : Theme::light();
    Comparison drawn = comparison;
    if (!options.baselineAsLine)
        drawn.baseline.reset();
    BarFigure figure = speedTestFigure(drawn, SpeedTestLook::Classic, theme);
    if (figure.series.size() > 1)
        figure.finding = options.withFinding ? finding(comparison) : QString();
    FigureStyle style = exportStyle(theme);
    style.pixel = devicePixel(options.size);
    FigureScene scene = layoutBarFigure(figure, logicalSize(options.size), style);
    if (options.transparent)
        scene.background = QColor();
    return scene;
}

Expected<void> savePicture(const QString &path, const Comparison &comparison, const PictureOptions &options)
{
    const auto format = pictureFormat(path);
    if (!format)
        return std::unexpected(format.error());
    if (const auto possible = checkSize(options.size); !possible)
        return possible;
    QSaveFile file(path);
    const auto ioError = [&] { return Error {Error::Code::Io, file.errorString(), path, 0}; };
    if (!file.open(QIODevice::WriteOnly))
        return std::unexpected(ioError());
    const auto written =
        writePicture(file, *format, pictureScene(comparison, options), options.size, finding(comparison));
    if (!written)
        return std::unexpected(Error {written.error().code, written.error().message, path, 0});
    if (!file.commit())
        return std::unexpected(ioError());
    return {};
}

}
