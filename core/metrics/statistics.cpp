// SPDX-License-Identifier: Apache-2.0
#include "metrics/summary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace streamgauge {

namespace {

constexpr std::size_t resamples = 2000;
constexpr std::size_t mostBootstrapped = 500;
constexpr double normalQuantile975 = 1.959963984540054;

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same on every machine.
class Generator
{
public:
    /// Below @p bound, which has to fit 32 bits.
    std::size_t below(std::size_t bound)
    {
        m_state += 0x9e3779b97f4a7c15;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        mixed ^= mixed >> 31;
        return static_cast<std::size_t>(((mixed >> 32) * bound) >> 32);
    }

private:
    std::uint64_t m_state = 20261124;
};

/// Hyndman–Fan type 7, the default of R and NumPy. Takes quantiles in ascending order: each puts values below it in
/// front, and the next looks behind them only. For many values that is far quicker than sorting them.
class Quantiles
{
public:
    explicit Quantiles(std::vector<double> &values)
        : m_values(values)
        , m_from(values.begin())
    {
    }

    double next(double probability)
    {
        const double position = probability * static_cast<double>(m_values.size() - 1);
        const auto below = m_values.begin() + static_cast<std::ptrdiff_t>(position);
        std::nth_element(m_from, below, m_values.end());
        m_from = below;
        const auto above = std::min_element(std::min(below + 1, m_values.end() - 1), m_values.end());
        return std::lerp(*below, *above, position - std::floor(position));
    }

private:
    std::vector<double> &m_values;
    std::vector<double>::iterator m_from;
};

double meanOf(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double sampleDeviation(const std::vector<double> &values, double mean)
{
    if (values.size() < 2)
        return 0;
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

std::pair<double, double> bootstrapInterval(const std::vector<double> &values)
{
    Generator random;
    std::vector<double> means(resamples);
    for (double &mean : means) {
        double sum = 0;
        for (std::size_t i = 0; i < values.size(); ++i)
            sum += values[random.below(values.size())];
        mean = sum / static_cast<double>(values.size());
    }
    Quantiles quantiles(means);
    const double low = quantiles.next(0.025);
    return {low, quantiles.next(0.975)};
}

}

Statistics statistics(std::vector<double> values)
{
    Q_ASSERT(!values.empty());
    if (values.size() <= mostBootstrapped)
        std::ranges::sort(values); // so that the interval does not depend on their order
    Statistics result;
    result.count = values.size();
    const auto [min, max] = std::ranges::minmax(values);
    result.min = min;
    result.max = max;
    result.mean = std::clamp(meanOf(values), result.min, result.max); // rounding must not lead outside
    result.standardDeviation = sampleDeviation(values, result.mean);
    if (result.min == result.max) {
        result.ci95Low = result.ci95High = result.mean;
    } else if (values.size() <= mostBootstrapped) {
        std::tie(result.ci95Low, result.ci95High) = bootstrapInterval(values);
    } else {
        const double half = normalQuantile975 * result.standardDeviation / std::sqrt(double(values.size()));
        result.ci95Low = result.mean - half;
        result.ci95High = result.mean + half;
    }
    Quantiles quantiles(values); // last: they reorder the values
    result.median = quantiles.next(0.5);
    result.p90 = quantiles.next(0.9);
    result.p95 = quantiles.next(0.95);
    result.p99 = quantiles.next(0.99);
    return result;
}

}
