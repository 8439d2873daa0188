// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/meanratio.h"

#include <cstddef>
#include <span>

namespace streamgauge {

/// The smallest p that permutationTest() can give with these counts, whatever the values: two of all ways to deal a
/// test's values out to both series where all tests have as many of each, else one of them.
double smallestProbability(std::span<const ObservedPair> pairs);
/// The same for @p repetitions of each of @p tests on either side.
double smallestProbability(int repetitions, int tests);

/// How often a difference as large or larger, as a ratio of weighted means, comes about when both series answer alike:
/// values change hands within their tests (Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 3rd ed.
/// 2005, ch. 3 and 7), two-sided. Every way is tried up to 20,000 of them; else @p resamples are drawn, seeded, and p
/// is (as large + 1) / (drawn + 1) (Phipson and Smyth, Statistical Applications in Genetics and Molecular Biology 9(1),
/// 2010), or 200 / drawn as soon as 200 were as large (Besag and Clifford, Biometrika 78, 1991).
/// Values must all be at hand (canBeDrawn()), and some of them above 0.
double permutationTest(std::span<const ObservedPair> pairs, std::size_t resamples);

}
