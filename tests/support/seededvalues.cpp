// SPDX-License-Identifier: Apache-2.0
#include "seededvalues.h"

#include <cmath>
#include <numbers>

namespace streamgauge {

/// Box and Muller's way.
double SeededValues::normal()
{
    const auto uniform = [this] { return (double(m_random() >> 11) + 0.5) * 0x1p-53; };
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

std::vector<double> SeededValues::around(double mean, double variation, int count, bool isLogNormal)
{
    const double sigma = std::sqrt(std::log1p(variation * variation));
    std::vector<double> values;
    for (int i = 0; i < count; ++i)
        values.push_back(isLogNormal ? mean * std::exp(sigma * normal() - sigma * sigma / 2)
                                     : mean * (1 + variation * normal()));
    return values;
}

}
