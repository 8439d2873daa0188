// SPDX-License-Identifier: Apache-2.0
#include "figure/interferencefigure.h"

#include "figure/figureseries.h"

namespace streamgauge {

namespace {

std::optional<DumbbellValue> valueOf(const SeriesSummary &series, Metric metric)
{
    const auto change = interferenceChange(series, metric);
    if (!change)
        return std::nullopt;
    DumbbellTone tone = DumbbellTone::Plain;
    if (change->isShown)
        tone = change->isWorse ? DumbbellTone::Bad : DumbbellTone::Good;
    return DumbbellValue {.from = change->alone, .to = change->together, .text = inWords(*change), .tone = tone};
}

}

DumbbellFigure interferenceFigure(const Comparison &comparison, const Theme &theme)
{
    DumbbellFigure figure;
    figure.note = QStringLiteral("○ alone   ● together   change with its 95 % interval");
    const std::vector<FigureSeries> paints = figureSeries(comparison, theme);
    for (const Metric metric : {Metric::Ttft, Metric::Tps})
        figure.panels.push_back({.title = QStringLiteral("%1 (%2)").arg(info(metric).title, info(metric).unit),
                                 .decimals = info(metric).decimals,
                                 .values = {}});
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        const SeriesSummary &series = comparison.series[i];
        if (!series.interference)
            continue;
        figure.rows.push_back(paints[i]);
        figure.panels[0].values.push_back(valueOf(series, Metric::Ttft));
        figure.panels[1].values.push_back(valueOf(series, Metric::Tps));
        figure.simulated = figure.simulated || series.simulated;
    }
    if (figure.rows.empty())
        figure.message = howToMeasureInterference();
    return figure;
}

}
