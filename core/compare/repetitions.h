// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/meanratio.h"

#include <optional>
#include <span>

namespace streamgauge {

/// How many repetitions of each test on either side would show a difference of the size measured in four of five
/// attempts, when called different at a p of @p level: the smallest n with
/// |ln ratio| ≥ (t(1 − level/2) + t(0.8)) × standard error at n (Chow, Shao and Wang, Observations Size Calculations in
/// Clinical Research, 2nd ed. 2008, ch. 3.2, with the spread measured and its degrees of freedom at n), of which a
/// permutation test can also reach the level. It takes spread and difference for true, so it is a hint, no promise.
/// Where the spread is not known, what the permutation test needs. Empty beyond 1,000, and where there is no
/// difference.
std::optional<int> repetitionsNeeded(std::span<const ObservedPair> pairs, double level);

}
