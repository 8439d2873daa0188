// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/figurestyle.h"
#include "figure/scene.h"

#include <QString>

#include <vector>

namespace streamgauge {

struct StripLine
{
    SeriesPaint paint;
    QPolygonF points; ///< seconds and values, in time's order; not empty
};

/// A low panel under the live lines, on their time axis: what servers and GPUs do meanwhile.
struct LiveStrip
{
    QString title;
    QString unit;   ///< behind each number, with its space: " %", " W"
    double top = 0; ///< of the axis; 0: from the values
    std::vector<StripLine> lines;
};

inline constexpr double lowPlot = 24; ///< height of a strip's plot below the live lines

/// Height of a strip with its title.
double stripHeight(const FigureStyle &style, double plotHeight = lowPlot);
/// Width of the widest number at the left.
double stripTickWidth(const std::vector<LiveStrip> &strips, const FigureStyle &style);

/// One below the other in @p area, as many as fit; @p labelWidth is what is free at its right for the newest values.
void addStrips(FigureScene &scene, const std::vector<LiveStrip> &strips, const QRectF &area, double end_s,
               double labelWidth, const FigureStyle &style, double plotHeight = lowPlot);

}
