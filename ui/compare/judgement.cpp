// SPDX-License-Identifier: Apache-2.0
#include "compare/judgement.h"

#include "compare/finding.h"

namespace streamgauge {

Judgement judge(const Comparison &comparison)
{
    Judgement judgement;
    judgement.tested = differences(comparison);
    judgement.finding = finding(comparison, judgement.tested);
    judgement.recommendations = recommendations(comparison, knownHardware());
    return judgement;
}

bool isJudgedAtOnce(const Comparison &comparison)
{
    constexpr std::size_t mostComparisons = 40; // some 0.1 s
    return comparison.series.size() * (testNames(comparison).size() + 1) <= mostComparisons;
}

}
