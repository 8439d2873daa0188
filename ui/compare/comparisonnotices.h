// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/checkfindings.h"
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

/// What is not a check: failures and guesses, for instance, are said by checks.
std::vector<ComparisonNotice> comparisonNotices(const Comparison &comparison);

/// The checks without those that a notice says as well.
std::vector<CheckFinding> checksBeyondNotices(const Comparison &comparison);

}
