// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <vector>

namespace streamgauge {

/// Simulated measurements of known truth, the same with every standard library.
class SeededValues
{
public:
    explicit SeededValues(std::uint64_t seed)
        : m_random(seed)
    {
    }

    /// @p count values of mean @p mean; @p variation is their standard deviation by the mean.
    std::vector<double> around(double mean, double variation, int count, bool isLogNormal = false);

private:
    double normal();

    std::mt19937_64 m_random;
};

}
