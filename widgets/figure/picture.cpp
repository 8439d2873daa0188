// SPDX-License-Identifier: Apache-2.0
#include "figure/picture.h"

#include "figure/charts.h"
#include "figure/speedtestfigure.h"

namespace streamgauge {

PictureOptions defaultOptions(const Comparison &comparison)
{
    PictureOptions options;
    options.baselineAsLine = comparison.series.size() == 2 && comparison.series[0].runId != comparison.series[1].runId;
    return options;
}

namespace {

FigureScene speedTestScene(const Comparison &comparison, const PictureOptions &options, const FigureStyle &style)
{
    Comparison drawn = comparison;
    if (!options.baselineAsLine)
        drawn.baseline.reset();
    BarFigure figure = speedTestFigure(drawn, SpeedTestLook::Classic, style.theme);
    if (!options.title.isEmpty())
        figure.finding = options.withFinding ? options.title : QString();
    else if (figure.series.size() > 1)
        figure.finding = options.withFinding ? pictureTitle(comparison, options) : QString();
    if (!options.withFooter)
        figure.footer.clear();
    return layoutBarFigure(figure, logicalSize(options.size), style);
}

}

QString pictureTitle(const Comparison &comparison, const PictureOptions &options)
{
    return options.title.isEmpty() ? chartFinding(options.chart, comparison) : options.title;
}

FigureScene pictureScene(const Comparison &comparison, const PictureOptions &options)
{
    FigureStyle style = exportStyle(options.dark ? Theme::darkTheme() : Theme::light());
    style.pixel = devicePixel(options.size);
    FigureScene scene;
    if (options.chart == u"speed-test")
        scene = speedTestScene(comparison, options, style);
    else
        scene = layoutChart(options.chart, comparison,
                            {.finding = options.withFinding ? pictureTitle(comparison, options) : QString(),
                             .footer = options.withFooter ? figureFooter(comparison) : QString()},
                            logicalSize(options.size), style);
    if (options.transparent)
        scene.background = QColor();
    return scene;
}

}
