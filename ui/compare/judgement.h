// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/differences.h"
#include "compare/recommendations.h"

namespace streamgauge {

/// What the statistics say of a comparison: what takes time to work out.
struct Judgement
{
    Differences tested;
    QString finding;
    std::vector<Recommendation> recommendations;
};

Judgement judge(const Comparison &comparison);

/// Whether judge() takes so little time that the window does not have to be kept free for it.
bool isJudgedAtOnce(const Comparison &comparison);

}
