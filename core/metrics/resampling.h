// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/splitmix.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace streamgauge {

/// Draws for bootstraps and permutations: SplitMix64 (Steele, Lea, Flood 2014), seeded alike everywhere, so that the
/// same values give the same interval on every machine.
class Resampling
{
public:
    static constexpr std::size_t resamples = 2000;

    /// The mean of as many of @p values, drawn with replacement. Not empty, fewer than 2^32.
    double meanOf(const std::vector<double> &values)
    {
        const double *first = values.data();
        const std::size_t count = values.size();
        double sum = 0;
        for (std::size_t i = 0; i < count; ++i)
            sum += first[below(count)];
        return sum / static_cast<double>(count);
    }

    /// From 0 up to, not including, @p bound, which is below 2^32.
    std::size_t below(std::size_t bound)
    {
        const std::uint64_t mixed = splitmix(m_state);
        m_state += splitmixStep;
        return static_cast<std::size_t>(((mixed >> 32) * bound) >> 32);
    }

private:
    std::uint64_t m_state = 20261124;
};

}
