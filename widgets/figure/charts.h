// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"
#include "figure/figurestyle.h"
#include "figure/scene.h"
#include "figure/sweepfigures.h"

#include <QSizeF>

#include <optional>
#include <vector>

namespace streamgauge {

/// A picture there is of a comparison, by the name that `export --chart` takes.
struct ChartKind
{
    QString id;    ///< "speed-test", "limits", "spread-ttft", "shares-ttft", "requests-ttft", …
    QString title; ///< "TTFT: spread"
};

std::vector<ChartKind> chartKinds();
std::optional<ChartKind> findChart(const QString &id);

/// The name of a sweep's chart.
QString chartName(SweepView view);
/// The names of the charts of requests' values: five numbers, shares within a value, one after the other.
struct DistributionCharts
{
    QString spread;
    QString shares;
    QString requests;
};
DistributionCharts distributionCharts(Metric metric);

/// What stands around a chart.
struct ChartTexts
{
    QString finding; ///< empty: none
    QString footer;
};

/// @p id is that of one of chartKinds(), and not "speed-test" (figure/speedtestfigure.h).
FigureScene layoutChart(const QString &id, const Comparison &comparison, const ChartTexts &texts, const QSizeF &size,
                        const FigureStyle &style);

/// What the chart says, for its title.
QString chartFinding(const QString &id, const Comparison &comparison);

}
