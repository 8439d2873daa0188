// SPDX-License-Identifier: Apache-2.0
#include "compare/permutation.h"

#include "metrics/resampling.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace streamgauge {

namespace {

constexpr double mostTried = 20'000;

/// The weighted sums of means on either side.
struct Dealt
{
    double value = 0;
    double baseline = 0;

    /// Rises and falls with the distance of the ratio's logarithm from 0, and is defined where one side is 0.
    double distance() const { return std::abs(value - baseline) / (value + baseline); }
};

/// One test's values of both series, the value's own first.
class Pool
{
public:
    explicit Pool(const ObservedPair &pair)
        : m_values(pair.value->values)
        , m_count(pair.value->count)
        , m_valueWeight(pair.weight / double(pair.value->count))
        , m_baselineWeight(pair.weight / double(pair.baseline->count))
    {
        m_values.insert(m_values.end(), pair.baseline->values.begin(), pair.baseline->values.end());
        m_total = std::accumulate(m_values.begin(), m_values.end(), 0.0);
    }

    Dealt asMeasured() const { return dealt(std::accumulate(m_values.begin(), m_values.begin() + m_count, 0.0)); }

    /// The start of a shuffle of Fisher and Yates, for the smaller side; what was shuffled before does not matter.
    Dealt drawn(Resampling &draw)
    {
        const std::size_t fewer = std::min(std::size_t(m_count), m_values.size() - std::size_t(m_count));
        double sum = 0;
        for (std::size_t i = 0; i < fewer; ++i) {
            std::swap(m_values[i], m_values[i + draw.below(m_values.size() - i)]);
            sum += m_values[i];
        }
        return dealt(fewer == std::size_t(m_count) ? sum : m_total - sum);
    }

    /// Every way to give m_count of the values to the one side.
    std::vector<Dealt> all() const
    {
        std::vector<Dealt> ways;
        std::vector<bool> taken(m_values.size());
        std::fill(taken.begin(), taken.begin() + m_count, true);
        do {
            double sum = 0;
            for (std::size_t i = 0; i < m_values.size(); ++i)
                sum += taken[i] ? m_values[i] : 0;
            ways.push_back(dealt(sum));
        } while (std::prev_permutation(taken.begin(), taken.end()));
        return ways;
    }

private:
    Dealt dealt(double sumOfValue) const
    {
        return {sumOfValue * m_valueWeight, (m_total - sumOfValue) * m_baselineWeight};
    }

    std::vector<double> m_values;
    std::ptrdiff_t m_count;
    double m_valueWeight;
    double m_baselineWeight;
    double m_total = 0;
};

double waysToDeal(std::size_t values, std::size_t baselines)
{
    double ways = 1;
    for (std::size_t i = 1; i <= values; ++i)
        ways *= double(baselines + i) / double(i);
    return ways;
}

double waysToDeal(std::span<const ObservedPair> pairs)
{
    double ways = 1;
    for (const ObservedPair &pair : pairs)
        ways *= waysToDeal(pair.value->count, pair.baseline->count);
    return ways;
}

/// Of @p distances that come to the same but for rounding, none is smaller.
double leastCounted(double measured)
{
    return measured * (1 - 1e-9);
}

double byAllWays(const std::vector<Pool> &pools, double least)
{
    std::vector<Dealt> ways {{}};
    for (const Pool &pool : pools) {
        const std::vector<Dealt> more = pool.all();
        std::vector<Dealt> combined;
        combined.reserve(ways.size() * more.size());
        for (const Dealt &one : ways)
            for (const Dealt &other : more)
                combined.push_back({one.value + other.value, one.baseline + other.baseline});
        ways = std::move(combined);
    }
    const auto asLarge = std::ranges::count_if(ways, [least](const Dealt &way) { return way.distance() >= least; });
    return double(asLarge) / double(ways.size());
}

double byDraws(std::vector<Pool> &pools, double least, std::size_t resamples)
{
    constexpr std::size_t enough = 200;
    Resampling draw;
    std::size_t asLarge = 0;
    for (std::size_t i = 1; i <= resamples; ++i) {
        Dealt way;
        for (Pool &pool : pools) {
            const Dealt part = pool.drawn(draw);
            way.value += part.value;
            way.baseline += part.baseline;
        }
        asLarge += way.distance() >= least ? 1 : 0;
        if (asLarge == enough)
            return double(enough) / double(i);
    }
    return double(asLarge + 1) / double(resamples + 1);
}

}

double smallestProbability(std::span<const ObservedPair> pairs)
{
    const bool isBalanced =
        std::ranges::all_of(pairs, [](const ObservedPair &pair) { return pair.value->count == pair.baseline->count; });
    return std::min(1.0, (isBalanced ? 2 : 1) / waysToDeal(pairs));
}

double smallestProbability(int repetitions, int tests)
{
    const auto count = std::size_t(repetitions);
    return std::min(1.0, 2 / std::pow(waysToDeal(count, count), tests));
}

double permutationTest(std::span<const ObservedPair> pairs, std::size_t resamples)
{
    std::vector<Pool> pools;
    Dealt measured;
    for (const ObservedPair &pair : pairs) {
        const Dealt part = pools.emplace_back(pair).asMeasured();
        measured.value += part.value;
        measured.baseline += part.baseline;
    }
    const double least = leastCounted(measured.distance());
    return waysToDeal(pairs) <= mostTried ? byAllWays(pools, least) : byDraws(pools, least, resamples);
}

}
