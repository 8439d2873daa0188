// SPDX-License-Identifier: Apache-2.0
#include "metrics/meanratio.h"

#include "metrics/averages.h"
#include "metrics/resampling.h"
#include "metrics/studentt.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace streamgauge {

namespace {

constexpr double normalQuantile975 = 1.959963984540054;
constexpr std::size_t mostDrawn = 500;

/// One test of one series.
struct Part
{
    const Observations *sample;
    double weight;
    double gradient;        ///< of the logarithm by this mean
    double varianceOfOne;   ///< of a single value; borrowed where there is only one
    double degrees;         ///< that variance stands on
    double stretch;         ///< of residuals
    double smallest = 1e-3; ///< of its mean: stretched residuals must not lead to 0
};

/// One series over all tests.
struct Side
{
    std::vector<Part> parts;
    std::vector<double> relative; ///< stretched residuals by their means, to borrow from
    bool hasSpread = false;
};

double weighted(const Side &side, auto meanOf)
{
    double sum = 0;
    for (const Part &part : side.parts)
        sum += part.weight * meanOf(part);
    return sum;
}

double logarithm(const Side &side, Pooling pooling, auto meanOf)
{
    if (pooling == Pooling::Means)
        return std::log(weighted(side, meanOf));
    double sum = 0;
    for (const Part &part : side.parts)
        sum += std::log(meanOf(part));
    return sum / static_cast<double>(side.parts.size());
}

constexpr auto measuredMean = [](const Part &part) { return part.sample->mean; };

void borrowSpread(Side &side)
{
    double squares = 0;
    double degrees = 0;
    for (const Part &part : side.parts) {
        const double own = double(part.sample->count) - 1;
        squares += own * part.sample->variance / (part.sample->mean * part.sample->mean);
        degrees += own;
        if (own > 0)
            for (const double value : part.sample->values)
                side.relative.push_back(part.stretch * (value / part.sample->mean - 1));
    }
    side.hasSpread = degrees > 0;
    for (Part &part : side.parts) {
        if (!side.hasSpread || part.sample->count > 1)
            continue;
        part.varianceOfOne = squares / degrees * part.sample->mean * part.sample->mean;
        part.degrees = degrees;
    }
}

Side sideOf(std::span<const ObservedPair> pairs, const Observations *ObservedPair::*member, Pooling pooling)
{
    Side side;
    for (const ObservedPair &pair : pairs) {
        const Observations *sample = pair.*member;
        const auto count = double(sample->count);
        side.parts.push_back({.sample = sample,
                              .weight = pair.weight,
                              .gradient = 0,
                              .varianceOfOne = sample->variance,
                              .degrees = count - 1,
                              .stretch = count > 1 ? std::sqrt(count / (count - 1)) : 1});
    }
    const double total = weighted(side, measuredMean);
    for (Part &part : side.parts)
        part.gradient =
            pooling == Pooling::Means ? part.weight / total : 1 / (part.sample->mean * double(side.parts.size()));
    borrowSpread(side);
    return side;
}

double drawnMean(const Side &side, const Part &part, Resampling &draw)
{
    const Observations &sample = *part.sample;
    const double relative = sample.count > 1 ? part.stretch * (draw.meanOf(sample.values) / sample.mean - 1)
                                             : side.relative[draw.below(side.relative.size())];
    return sample.mean * std::max(1 + relative, part.smallest);
}

/// Of logarithms, around that of the ratio; not yet widened for few values.
std::pair<double, double> bootstrapped(const Side &value, const Side &baseline, Pooling pooling)
{
    Resampling draw;
    std::vector<double> logarithms(Resampling::resamples);
    for (double &one : logarithms) {
        const double above = logarithm(value, pooling, [&](const Part &part) { return drawnMean(value, part, draw); });
        one = above - logarithm(baseline, pooling, [&](const Part &part) { return drawnMean(baseline, part, draw); });
    }
    const double low = quantile(logarithms, 0.025);
    return {low, quantile(std::move(logarithms), 0.975)};
}

/// Satterthwaite: sum² / Σ (share² / its degrees of freedom).
struct Satterthwaite
{
    double sum = 0;
    double shares = 0;

    void add(double variance, double degrees)
    {
        sum += variance;
        shares += variance * variance / degrees;
    }
    double degrees() const { return shares > 0 ? sum * sum / shares : std::numeric_limits<double>::infinity(); }
};

Satterthwaite spreadOf(const Side &value, const Side &baseline)
{
    Satterthwaite spread;
    for (const Side *side : {&value, &baseline})
        for (const Part &part : side->parts)
            spread.add(part.gradient * part.gradient * part.varianceOfOne / double(part.sample->count), part.degrees);
    return spread;
}

}

bool canBeDrawn(std::span<const ObservedPair> pairs)
{
    std::size_t values = 0;
    std::size_t baselines = 0;
    for (const ObservedPair &pair : pairs) {
        if (!pair.value->keepsAll() || !pair.baseline->keepsAll())
            return false;
        values += pair.value->count;
        baselines += pair.baseline->count;
    }
    return std::max(values, baselines) <= mostDrawn;
}

double plainRatio(std::span<const ObservedPair> pairs, Pooling pooling)
{
    return std::exp(logarithm(sideOf(pairs, &ObservedPair::value, pooling), pooling, measuredMean)
                    - logarithm(sideOf(pairs, &ObservedPair::baseline, pooling), pooling, measuredMean));
}

MeanRatio meanRatio(std::span<const ObservedPair> pairs, Pooling pooling)
{
    const Side value = sideOf(pairs, &ObservedPair::value, pooling);
    const Side baseline = sideOf(pairs, &ObservedPair::baseline, pooling);
    const double measured = logarithm(value, pooling, measuredMean) - logarithm(baseline, pooling, measuredMean);
    MeanRatio result {.ratio = std::exp(measured), .interval = std::nullopt};
    if (!value.hasSpread || !baseline.hasSpread)
        return result;
    const Satterthwaite spread = spreadOf(value, baseline);
    const double error = std::sqrt(spread.sum);
    MeanRatio::Interval interval {
        .low = result.ratio, .high = result.ratio, .standardError = error, .degrees = spread.degrees()};
    if (error > 0) {
        const double t = studentQuantile(0.05, interval.degrees);
        double below = measured - t * error;
        double above = measured + t * error;
        if (canBeDrawn(pairs)) {
            const auto [low, high] = bootstrapped(value, baseline, pooling);
            below = measured + t / normalQuantile975 * (low - measured);
            above = measured + t / normalQuantile975 * (high - measured);
        }
        interval.low = std::exp(below);
        interval.high = std::exp(above);
    }
    result.interval = interval;
    return result;
}

std::vector<double> variancesOfOne(std::span<const ObservedPair> pairs, Pooling pooling)
{
    std::vector<double> variances;
    for (const auto member : {&ObservedPair::value, &ObservedPair::baseline}) {
        const Side side = sideOf(pairs, member, pooling);
        if (!side.hasSpread)
            return {};
        for (const Part &part : side.parts)
            variances.push_back(part.gradient * part.gradient * part.varianceOfOne);
    }
    return variances;
}

Spread spreadWith(int repetitions, std::span<const double> variances)
{
    Satterthwaite spread;
    for (const double variance : variances)
        spread.add(variance / repetitions, repetitions - 1);
    return {.variance = spread.sum, .degrees = spread.degrees()};
}

}
