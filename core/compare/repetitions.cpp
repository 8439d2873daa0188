// SPDX-License-Identifier: Apache-2.0
#include "compare/repetitions.h"

#include "compare/permutation.h"
#include "metrics/studentt.h"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace streamgauge {

namespace {

constexpr int mostNamed = 1000;
constexpr double missed = 0.2; ///< one minus the power

/// Smallest of 2 to mostNamed for which @p isEnough, which stays true from there on.
template<typename Condition>
std::optional<int> smallest(Condition isEnough)
{
    const auto counts = std::views::iota(2, mostNamed + 1);
    const auto found = std::ranges::partition_point(counts, [&](int count) { return !isEnough(count); });
    return found == counts.end() ? std::nullopt : std::optional(*found);
}

}

std::optional<int> repetitionsNeeded(std::span<const ObservedPair> pairs, double level)
{
    const double distance = std::abs(std::log(plainRatio(pairs, Pooling::Means)));
    if (!(distance > 1e-9)) // equal but for rounding
        return std::nullopt;
    const auto tests = static_cast<int>(pairs.size());
    const auto reachable = smallest([=](int count) { return smallestProbability(count, tests) <= level; });
    const std::vector<double> variances = variancesOfOne(pairs, Pooling::Means);
    if (variances.empty())
        return reachable;
    const auto shown = smallest([&](int count) {
        const Spread spread = spreadWith(count, variances);
        if (spread.variance <= 0)
            return true;
        // Two-sided at 2 × missed leaves `missed` on the one side.
        const double t = studentQuantile(level, spread.degrees) + studentQuantile(2 * missed, spread.degrees);
        return distance >= t * std::sqrt(spread.variance);
    });
    return reachable && shown ? std::optional(std::max(*reachable, *shown)) : std::nullopt;
}

}
