// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/telemetryview.h"
#include "figure/barfigure.h"
#include "figure/livestrips.h"

namespace streamgauge {

/// What servers and GPUs did, a strip a figure, all on one time axis: that of each series' own run. Plain data: no
/// fonts, no geometry.
struct TelemetryFigure
{
    QString finding;
    QString footer;
    bool simulated = false; ///< said in the footer
    double end_s = 0;       ///< of the time axis
    std::vector<FigureSeries> series;
    std::vector<LiveStrip> strips;
    std::vector<std::vector<std::size_t>> owners; ///< [strip][line]: index into series
    QString message {};                           ///< instead of strips where there is nothing to draw
};

TelemetryFigure telemetryFigure(const Comparison &comparison, const Theme &theme);

FigureScene layoutTelemetry(const TelemetryFigure &figure, const QSizeF &size, const FigureStyle &style);

/// What is at a place of @p scene, which is the figure's: the strip, the time and each series' value then, a line each.
/// Empty outside the plots.
QString telemetryAt(const TelemetryFigure &figure, const FigureScene &scene, const QPointF &position);

}
