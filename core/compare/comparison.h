// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/summary.h"

#include <optional>
#include <vector>

namespace streamgauge {

/// Whether cold requests are left out of the averages or mixed in.
enum class ColdRequests { Apart, Included };

/// Series side by side; one of them is what the others are measured against. Plain data for screen, reports and
/// exports.
struct Comparison
{
    std::vector<SeriesSummary> series;
    std::optional<std::size_t> baseline; ///< index into series
    ColdRequests cold = ColdRequests::Apart;
};

// Where all requests are cold, the cold ones either way: they are all there is, and marked so wherever they are shown.

bool isColdOnly(const SeriesSummary &series);
bool isColdOnly(const TestSummary &test);
const MetricTable &overall(const SeriesSummary &series, ColdRequests cold);
const MetricTable &ofTest(const TestSummary &test, ColdRequests cold);
/// Whether what is shown of the series' test are cold requests only.
bool isTestColdOnly(const SeriesSummary &series, const QString &test);

/// Series of the same label get their run's title, date or a number behind it.
void tellApart(std::vector<SeriesSummary> &series);

/// Metrics that any of the series has overall, in the order they are shown.
std::vector<Metric> metricsOf(const Comparison &comparison);

/// Names of all tests of all series, in the order they first appear.
std::vector<QString> testNames(const Comparison &comparison);

/// Empty where the series has no such test or the test no such metric.
std::optional<Statistics> testStatistics(const SeriesSummary &series, const QString &test, Metric metric,
                                         ColdRequests cold);

/// A mean against the baseline's.
struct Difference
{
    double percent = 0;  ///< (value − baseline) / baseline × 100
    bool better = false; ///< in the sense of the metric
};

/// Empty where either is missing, or the baseline is 0.
std::optional<Difference> difference(const std::optional<Statistics> &value, const std::optional<Statistics> &baseline,
                                     Metric metric);

/// "20 % faster", "293 % slower", "same". For times, relative to the slower one where `faster`:
/// 0.138 s against 0.169 s is "18 % faster".
QString inWords(const Difference &difference, Metric metric);

/// "faster", "slower"; of an amount "more", "fewer".
QString directionInWords(const Difference &difference, Metric metric);

/// The conditions of a picture or a report in one line: hardware, suite, date, n, evidence, "simulated" where so.
QString conditions(const Comparison &comparison);

}
