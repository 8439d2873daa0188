// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/hardware.h"
#include "compare/comparison.h"

#include <span>
#include <vector>

namespace streamgauge {

/// What to choose or to try next, by a rule, with what it stands on.
struct Recommendation
{
    QString id;       ///< of the rule: "interactive", "long-prompts", "throughput", "try-cuda-graphs", …
    QString sentence; ///< "For interactive use: Mistral-24B."
    QString evidence; ///< the figures, in a sentence
};

/// Rules speak only where the statistics carry them: who is called best is shown to be better than every other series
/// in what counts, by differences() with it as the baseline. What to try next follows from the deployment and from what
/// is reached of the memory's limit. Empty where no rule speaks.
std::vector<Recommendation> recommendations(const Comparison &comparison, std::span<const Hardware> known);

}
