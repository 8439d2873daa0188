// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/requestrecord.h"

#include <QString>

#include <map>
#include <span>
#include <vector>

namespace streamgauge {

struct Run;

enum class Metric { Ttft, TotalTime, Tps, Ttfat, Itl, InterChunkLatency, PrefillRate, OutputTokens, QueueDelay, ConnectTime };

struct MetricInfo
{
    QLatin1String id;    ///< as in JSON: "ttft_s"
    QLatin1String title; ///< "TTFT"
    QLatin1String unit;  ///< "s", "ms", "tokens/s"; empty for a count
    int decimals = 3;    ///< that its users expect to see
    bool lowerIsBetter = true;
};
const MetricInfo &info(Metric metric);

/// Shown for every metric. Sample standard deviation; quantiles by linear interpolation (Hyndman–Fan type 7);
/// confidence interval of the mean by percentile bootstrap, seeded. With n = 1, stddev is 0 and the interval the value itself.
struct Statistics
{
    double mean = 0;
    double median = 0;
    double p90 = 0;
    double p95 = 0;
    double p99 = 0;
    double min = 0;
    double max = 0;
    double standardDeviation = 0;
    std::size_t count = 0;
    double ci95Low = 0;
    double ci95High = 0;
};

/// @p values is not empty.
Statistics statistics(std::vector<double> values);

/// In the metric's unit; a metric no request defines is absent.
using MetricTable = std::map<Metric, Statistics>;

MetricTable metricTable(std::span<const RequestRecord *const> records);

struct TestSummary
{
    QString name;
    MetricTable warm;
    MetricTable withCold;
    int completed = 0;
    int failed = 0;
};

/// One endpoint of one run: the thing that is compared. Plain data; screens, reports and exports show these numbers.
struct SeriesSummary
{
    QString label;
    QString model;
    QString runId;
    QString runTitle;
    QString mode; ///< deployment mode: "single", "dual" or empty
    bool simulated = false;
    double simulationSpeed = 1;
    MetricTable overall; ///< warm, completed repetitions of all tests
    MetricTable cold;
    MetricTable withCold;
    std::vector<TestSummary> tests;
    int completed = 0; ///< measured and cold
    int failed = 0;
    std::map<QString, int> failures; ///< by kind
    std::map<TokenEvidence, int> evidence;
};

SeriesSummary summarizeSeries(const Run &run, int endpoint);
std::vector<SeriesSummary> summarize(const Run &run);

}
