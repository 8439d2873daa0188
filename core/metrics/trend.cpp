// SPDX-License-Identifier: Apache-2.0
#include "metrics/trend.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

double concordance(const std::vector<double> &values)
{
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = i + 1; j < values.size(); ++j)
            sum += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0;
    return sum;
}

double term(double n)
{
    return n * (n - 1) * (2 * n + 5);
}

double variance(std::vector<double> values)
{
    double sum = term(static_cast<double>(values.size()));
    std::ranges::sort(values);
    for (auto value = values.begin(); value != values.end();) {
        const auto next = std::upper_bound(value, values.end(), *value);
        sum -= term(static_cast<double>(next - value));
        value = next;
    }
    return sum / 18;
}

}

double trendOverGroups(const std::vector<std::vector<double>> &groups)
{
    double sum = 0;
    double total = 0;
    for (const auto &values : groups) {
        sum += concordance(values);
        total += variance(values);
    }
    if (total <= 0 || sum == 0)
        return 0;
    return (sum > 0 ? sum - 1 : sum + 1) / std::sqrt(total);
}

}
