// SPDX-License-Identifier: Apache-2.0
#include "suite/arrivals.h"

#include <cmath>
#include <numbers>
#include <random>

namespace streamgauge {

namespace {

constexpr std::size_t maxArrivals = 2'000'000;

// Written out, since the distributions of <random> differ between standard libraries.

/// In (0, 1].
double uniform(std::mt19937_64 &random)
{
    constexpr int mantissaBits = 53;
    return (static_cast<double>(random() >> (64 - mantissaBits)) + 1) / std::exp2(mantissaBits);
}

double standardNormal(std::mt19937_64 &random)
{
    const double radius = std::sqrt(-2 * std::log(uniform(random)));
    return radius * std::cos(2 * std::numbers::pi * uniform(random));
}

/// Gamma with this shape and scale 1: Marsaglia and Tsang, "A simple method for generating gamma variables", 2000.
double gammaVariate(double shape, std::mt19937_64 &random)
{
    if (shape < 1)
        return gammaVariate(shape + 1, random) * std::pow(uniform(random), 1 / shape);
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = standardNormal(random);
        const double v = std::pow(1 + c * x, 3);
        if (v > 0 && std::log(uniform(random)) < x * x / 2 + d - d * v + d * std::log(v))
            return d * v;
    }
}

/// A gap of mean 1.
double unitGap(const OpenLoop &load, std::mt19937_64 &random)
{
    if (load.arrivals == Arrivals::Gamma)
        return gammaVariate(load.burstiness, random) / load.burstiness;
    return -std::log(uniform(random));
}

/// When a rate that begins at @p rate has brought @p count requests; infinite where it never does.
double timeOf(double count, const OpenLoop &load, double rate)
{
    if (!load.rampTo || !load.duration)
        return count / rate;
    // count = rate t + growth t² / 2, in the form that stays exact where growth is small.
    const double growth = (*load.rampTo - rate) / toSeconds(*load.duration);
    const double root = rate * rate + 2 * growth * count;
    if (root < 0)
        return std::numeric_limits<double>::infinity();
    return 2 * count / (rate + std::sqrt(root));
}

}

QString toString(Arrivals arrivals)
{
    switch (arrivals) {
    case Arrivals::Constant:
        return QStringLiteral("constant");
    case Arrivals::Poisson:
        return QStringLiteral("poisson");
    case Arrivals::Gamma:
        return QStringLiteral("gamma");
    }
    Q_UNREACHABLE();
}

std::optional<Arrivals> arrivalsFromString(QStringView text)
{
    for (const Arrivals arrivals : {Arrivals::Constant, Arrivals::Poisson, Arrivals::Gamma})
        if (toString(arrivals) == text)
            return arrivals;
    return std::nullopt;
}

std::vector<nanoseconds> arrivalTimes(const OpenLoop &load, double rate, int repetitions, quint64 seed)
{
    std::mt19937_64 random(seed);
    std::vector<nanoseconds> times;
    double count = 0;
    while (times.size() < maxArrivals) {
        // Constant arrivals are counted, not a sum that drifts.
        count = load.arrivals == Arrivals::Constant ? static_cast<double>(times.size()) : count + unitGap(load, random);
        const double at_s = timeOf(count, load, rate);
        const bool isOver =
            load.duration ? !(at_s < toSeconds(*load.duration)) : times.size() >= static_cast<std::size_t>(repetitions);
        if (isOver)
            break;
        times.push_back(duration_cast<nanoseconds>(Seconds(at_s)));
    }
    if (times.empty())
        times.push_back(0ns);
    return times;
}

}
