// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/observations.h"

#include <optional>
#include <span>

namespace streamgauge {

/// The same test of two series. Both have values, means above 0.
struct ObservedPair
{
    const Observations *value = nullptr;
    const Observations *baseline = nullptr;
    double weight = 1;
};

enum class Pooling {
    Means, ///< Σ weight × mean of the one / Σ weight × mean of the other: long tests count for more
    Ratios ///< geometric mean of each test's ratio: tests count alike; weights are not looked at
};

/// value / baseline.
struct MeanRatio
{
    double ratio = 1;
    /// 95 % interval; absent where one side has no test with two values, so that its spread is not known.
    struct Interval
    {
        double low = 1;
        double high = 1;
        double standardError = 0; ///< of the ratio's logarithm
        double degrees = 0;       ///< of freedom; infinite where nothing varies
    };
    std::optional<Interval> interval;
};

/// Stratified: each test keeps its own mean and spread. 2,000 bootstrap resamples, seeded, drawn within tests (Efron
/// and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 8); residuals are stretched by √(n/(n − 1)), since those
/// from a mean of n are too small, and the logarithm's quantiles by t/z, since few values do not know their spread
/// (the "expanded" interval of Hesterberg, What Teachers Should Know About the Bootstrap, The American Statistician
/// 69(4), 2015), t having the degrees of freedom of Satterthwaite (Biometrics Bulletin 2, 1946). A test with one value
/// borrows the relative spread of the same series' others. Where a test keeps no values, or there are more than 500
/// a side, the delta method with the same t, which by then agrees.
/// @p pairs is not empty.
MeanRatio meanRatio(std::span<const ObservedPair> pairs, Pooling pooling);

/// Without interval.
double plainRatio(std::span<const ObservedPair> pairs, Pooling pooling);

/// The interval's variance and degrees of freedom by the delta method, were there @p repetitions of each test and side.
/// @p variances are the contributions of one value a test and side, as variancesOfOne() gives them.
struct Spread
{
    double variance = 0; ///< of the ratio's logarithm
    double degrees = 0;
};
Spread spreadWith(int repetitions, std::span<const double> variances);
/// Empty where the spread is not known.
std::vector<double> variancesOfOne(std::span<const ObservedPair> pairs, Pooling pooling);

/// Whether each value is at hand, and they are few enough to draw from.
bool canBeDrawn(std::span<const ObservedPair> pairs);

}
