// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/barfigure.h"

namespace streamgauge {

/// Adds a legend at the top of @p area, wrapped into as many lines as it needs but no higher than @p mostHeight:
/// names are elided first, then the rest is counted ("+ 7 more"). Returns the height used.
double layoutLegend(FigureScene &scene, const std::vector<FigureSeries> &series, const QRectF &area, double mostHeight,
                    const FigureStyle &style);

}
