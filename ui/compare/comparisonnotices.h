// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

#include <vector>

namespace streamgauge {

/// What a reader must know before trusting the numbers.
struct ComparisonNotice
{
    bool warning = false; ///< else it is for information
    QString title;
    QString text;
};

std::vector<ComparisonNotice> comparisonNotices(const Comparison &comparison);

}
