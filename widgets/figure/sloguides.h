// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/sweep.h"
#include "figure/barfigure.h"
#include "figure/xyfigure.h"

namespace streamgauge {

enum class SloOf { Ttft, TpotInMs, TotalTime };

/// A line across the figure for each of the sweeps' objectives, named with its value and, where not all have the same,
/// with whose it is. One far above all points is said in the figure's note instead: its line would press them flat.
void addSloGuides(XyFigure &figure, const std::vector<Sweep> &sweeps, const std::vector<FigureSeries> &paints,
                  SloOf which);

}
