// SPDX-License-Identifier: Apache-2.0
#include "metrics/averages.h"
#include "metrics/resampling.h"
#include "metrics/summary.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace streamgauge {

namespace {

constexpr std::size_t mostBootstrapped = 500;
constexpr double normalQuantile975 = 1.959963984540054;

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

std::pair<double, double> bootstrapInterval(const std::vector<double> &values)
{
    Resampling draw;
    std::vector<double> means(Resampling::resamples);
    for (double &one : means)
        one = draw.meanOf(values);
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
    result.mean = std::clamp(mean(values), result.min, result.max); // rounding must not lead outside
    result.standardDeviation = sampleDeviation(values);
    if (result.min == result.max) {
        result.ci95Low = result.ci95High = result.mean;
    } else if (values.size() <= mostBootstrapped) {
        std::tie(result.ci95Low, result.ci95High) = bootstrapInterval(values);
    } else {
        const double half = normalQuantile975 * result.standardDeviation / std::sqrt(double(values.size()));
        result.ci95Low = result.mean - half;
        result.ci95High = result.mean + half;
    }
    result.perRequest = {.count = values.size(),
                         .mean = result.mean,
                         .variance = result.standardDeviation * result.standardDeviation,
                         .values = values.size() <= Observations::mostKept ? values : std::vector<double>()};
    Quantiles quantiles(values); // last: they reorder the values
    result.median = quantiles.next(0.5);
    result.p90 = quantiles.next(0.9);
    result.p95 = quantiles.next(0.95);
    result.p99 = quantiles.next(0.99);
    return result;
}

}
