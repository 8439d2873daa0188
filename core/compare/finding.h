// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/differences.h"

namespace streamgauge {

/// What the comparison shows, in one sentence from the overall averages: the series that decodes fastest against the
/// baseline, or the baseline against the next best where that is the baseline itself. Claims nothing that
/// differences() does not show; says how many repetitions would do where there are too few.
/// Empty for a comparison without series. @p tested is of the same comparison.
QString finding(const Comparison &comparison, const Differences &tested);
QString finding(const Comparison &comparison);

}
