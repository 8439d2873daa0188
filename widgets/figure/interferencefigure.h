// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/interferencechange.h"
#include "figure/dumbbellfigure.h"

namespace streamgauge {

/// TTFT and TPS of each series alone and together, with the change and its 95 % interval. Series without interference
/// data have no row; without any, the figure says how to get it.
DumbbellFigure interferenceFigure(const Comparison &comparison, const Theme &theme);

}
