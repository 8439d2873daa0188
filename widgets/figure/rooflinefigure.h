// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/roofline.h"
#include "compare/comparison.h"
#include "figure/xyfigure.h"

namespace streamgauge {

/// TPS against GB read per token, log–log: each hardware's bandwidth as a line, what its series really read as a dashed
/// one, and the series.
XyFigure rooflineFigure(const Comparison &comparison, const Roofline &roofline, const Theme &theme);

}
