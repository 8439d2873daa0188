// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace streamgauge {

/// Draws for bootstraps: SplitMix64 (Steele, Lea, Flood 2014), seeded alike everywhere, so that the same values give
/// the same interval on every machine.
class Resampling
{
public:
    static constexpr std::size_t resamples = 2000;

    /// The mean of as many of @p values, drawn with replacement. Not empty, fewer than 2^32.
    double meanOf(const std::vector<double> &values)
    {
        double sum = 0;
        for (std::size_t i = 0; i < values.size(); ++i)
            sum += values[below(values.size())];
        return sum / static_cast<double>(values.size());
    }

private:
    std::size_t below(std::size_t bound)
    {
        m_state += 0x9e3779b97f4a7c15;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        mixed ^= mixed >> 31;
        return static_cast<std::size_t>(((mixed >> 32) * bound) >> 32);
    }

    std::uint64_t m_state = 20261124;
};

}
