// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

namespace streamgauge {

/// Whether two means may be called different: two values or more on each side, and 95 % intervals of the means
/// that do not overlap. Careful rather than sharp: it may miss a difference, it does not invent one.
bool clearlyDifferent(const Statistics &a, const Statistics &b);

/// What the comparison shows, in one sentence from the overall averages: the series that decodes fastest against the
/// baseline, or the baseline against the next best where that is the baseline itself.
/// Claims nothing that clearlyDifferent() does not allow. Empty for a comparison without series.
QString finding(const Comparison &comparison);

}
