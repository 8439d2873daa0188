// SPDX-License-Identifier: Apache-2.0
#include "metrics/averages.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace streamgauge {

double mean(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double quantile(std::vector<double> values, double probability)
{
    Q_ASSERT(!values.empty());
    const double position = probability * static_cast<double>(values.size() - 1);
    const auto below = values.begin() + static_cast<std::ptrdiff_t>(position);
    std::ranges::nth_element(values, below);
    const auto above = std::min_element(std::min(below + 1, values.end() - 1), values.end());
    return std::lerp(*below, *above, position - std::floor(position));
}

double median(std::vector<double> values)
{
    return quantile(std::move(values), 0.5);
}

double sampleDeviation(const std::vector<double> &values)
{
    if (values.size() < 2)
        return 0;
    const double middle = mean(values);
    double squares = 0;
    for (const double value : values)
        squares += (value - middle) * (value - middle);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

}
