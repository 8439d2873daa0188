// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

#include <QPointF>

#include <array>
#include <vector>

namespace streamgauge {

/// Metrics that are known of each single request.
inline constexpr std::array singleMetrics {Metric::Ttft, Metric::TotalTime, Metric::Tps};

float valueOf(const RequestPoint &point, Metric metric); ///< one of singleMetrics; not a number where undefined

/// The series' values of a metric, of one test or of all, ascending. Cold ones where the comparison includes them.
std::vector<double> distributionOf(const SeriesSummary &series, Metric metric, const QString &test, ColdRequests cold);

/// The empirical distribution function of ascending values, as steps: {value, share of values ≤ it}, from {first, 0}
/// on. At most @p most points, evenly chosen; the first and the last value always.
std::vector<QPointF> ecdf(const std::vector<double> &ascending, std::size_t most = 500);

/// Five numbers of ascending values, the quantiles as everywhere (metrics/statistics): not empty.
struct BoxNumbers
{
    double p5 = 0;
    double p25 = 0;
    double median = 0;
    double p75 = 0;
    double p95 = 0;
    std::size_t count = 0;
};
BoxNumbers boxNumbers(const std::vector<double> &ascending);

}
