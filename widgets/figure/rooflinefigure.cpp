// SPDX-License-Identifier: Apache-2.0
#include "figure/rooflinefigure.h"

#include "analysis/seriesview.h"
#include "figure/figureseries.h"

#include <algorithm>

namespace streamgauge {

namespace {

struct Range
{
    double least;
    double most;
};

Range gbRange(const Roofline &roofline)
{
    const auto [least, most] =
        std::ranges::minmax(roofline.series, {}, [](const RooflineSeries &one) { return one.read.gb(); });
    return {least.read.gb() * 0.6, most.read.gb() * 1.7};
}

XyGuide bandwidthLine(double gbPerS, const Range &gb, const QString &label, bool dashed, const QColor &color)
{
    return {.from = {gb.least, gbPerS / gb.least},
            .to = {gb.most, gbPerS / gb.most},
            .label = label,
            .color = color,
            .dashed = dashed};
}

}

XyFigure rooflineFigure(const Comparison &comparison, const Roofline &roofline, const Theme &theme)
{
    XyFigure figure;
    figure.x = {.title = QStringLiteral("GB read per token"), .isLog = true};
    figure.y = {.title = QStringLiteral("TPS (tokens/s)"), .isLog = true};
    if (roofline.series.empty()) {
        figure.message = QStringLiteral("No series' hardware and weights are known: give hardware and weights_gb of "
                                        "its deployment with the endpoint.");
        return figure;
    }
    const std::vector<FigureSeries> paints = figureSeries(comparison, theme);
    const Range gb = gbRange(roofline);
    double slowest = roofline.series.front().tokensPerSecond;
    double highest = 0;
    for (const RooflineSeries &one : roofline.series) {
        const QString &label = paints[one.series].label;
        figure.series.push_back({.label = {},
                                 .paint = paints[one.series].paint,
                                 .form = XyForm::Dots,
                                 .points = {QPointF(one.read.gb(), one.tokensPerSecond)},
                                 .pointLabels = {QStringLiteral("%1 · %2").arg(label, percentText(one.share()))}});
        slowest = std::min(slowest, one.tokensPerSecond);
        highest = std::max({highest, one.tokensPerSecond, one.ceiling});
        figure.simulated = figure.simulated || comparison.series[one.series].simulated;
    }
    for (const EffectiveBandwidth &effective : roofline.effective) {
        figure.guides.push_back(
            bandwidthLine(effective.hardware.bandwidthGbPerS(), gb,
                          QStringLiteral("%1: %2 GB/s")
                              .arg(effective.hardware.hardware.name, numberText(effective.hardware.bandwidthGbPerS())),
                          false, theme.text));
        figure.guides.push_back(bandwidthLine(effective.gbPerS, gb,
                                              QStringLiteral("read: %1 GB/s").arg(numberText(effective.gbPerS)), true,
                                              theme.mutedText));
    }
    figure.x.least = gb.least;
    figure.x.most = gb.most;
    figure.y.least = slowest * 0.6;
    figure.y.most = highest * 1.3;
    return figure;
}

}
