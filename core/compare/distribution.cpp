// SPDX-License-Identifier: Apache-2.0
#include "compare/distribution.h"

#include "metrics/averages.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

float valueOf(const RequestPoint &point, Metric metric)
{
    if (metric == Metric::Ttft)
        return point.ttft_s;
    return metric == Metric::TotalTime ? point.totalTime_s : point.tps;
}

std::vector<double> distributionOf(const SeriesSummary &series, Metric metric, const QString &test, ColdRequests cold)
{
    std::vector<double> values;
    for (const RequestPoint &point : series.requests) {
        const float value = valueOf(point, metric);
        const bool isWanted = test.isEmpty() || series.tests[std::size_t(point.test)].name == test;
        if (isWanted && std::isfinite(value) && (!point.cold || cold == ColdRequests::Included))
            values.push_back(value);
    }
    std::ranges::sort(values);
    return values;
}

std::vector<QPointF> ecdf(const std::vector<double> &ascending, std::size_t most)
{
    std::vector<QPointF> steps;
    if (ascending.empty())
        return steps;
    const std::size_t count = ascending.size();
    steps.emplace_back(ascending.front(), 0);
    const std::size_t drawn = std::min(count, std::max<std::size_t>(most, 2));
    for (std::size_t i = 0; i < drawn; ++i) {
        const std::size_t at = drawn == count ? i : i * (count - 1) / (drawn - 1);
        steps.emplace_back(ascending[at], static_cast<double>(at + 1) / static_cast<double>(count));
    }
    return steps;
}

BoxNumbers boxNumbers(const std::vector<double> &ascending)
{
    const auto at = [&](double probability) { return quantile(ascending, probability); };
    return {.p5 = at(0.05),
            .p25 = at(0.25),
            .median = at(0.5),
            .p75 = at(0.75),
            .p95 = at(0.95),
            .count = ascending.size()};
}

}
