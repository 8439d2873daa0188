// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/check.h"
#include "endpoint/endpoint.h"
#include "metrics/calibration.h"
#include "metrics/interference.h"
#include "metrics/observations.h"
#include "metrics/requestpoint.h"
#include "metrics/requestrecord.h"
#include "metrics/telemetrysummary.h"
#include "suite/suite.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <map>
#include <memory>
#include <span>
#include <vector>

namespace streamgauge {

struct Run;
struct RequestTimelines;
struct TelemetryTracks;

enum class Metric {
    Ttft,
    TotalTime,
    Tps,
    Ttfat,
    Itl,
    InterChunkLatency,
    PrefillRate,
    OutputTokens,
    TokensPerChunk,
    QueueDelay,
    ConnectTime,
    TtftFromSchedule,
    TotalTimeFromSchedule
};

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
/// confidence interval of the mean by percentile bootstrap (2,000 resamples, seeded: the same values give the same
/// interval everywhere), for more than 500 values by the normal approximation, which by then agrees with it.
/// Of few values the bootstrap promises too much: simulated with normal values, the interval holds the truth in
/// about 75 % of cases with n = 3, 90 % with n = 10, 94 % with n = 30. With n = 1, stddev is 0 and the interval the
/// value itself.
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
    Observations perRequest; ///< one value a request; of gaps, their mean in each request
};

/// @p values is not empty.
Statistics statistics(std::vector<double> values);

/// In the metric's unit; a metric no request defines is absent.
using MetricTable = std::map<Metric, Statistics>;

/// Of the completed ones of @p records; failed requests are in no latency.
MetricTable metricTable(std::span<const RequestRecord *const> records);

/// What the load as a whole got through, warm-up left out. Wall time runs from the first request sent to the last one
/// ended, failed ones too, and is added up over stages.
struct LoadSummary
{
    double wallTime_s = 0;
    std::optional<double> outputTokensPerSecond; ///< output tokens of completed requests / wall time
    std::optional<double> requestsPerSecond;     ///< completed requests / wall time
    std::optional<double> goodput;               ///< of them, those within every SLO; absent where no SLO is set
    std::optional<double> goodShare; ///< requests within every SLO / all that ended, failed ones too; absent likewise
};

/// Percentiles of values, one a request.
struct Percentiles
{
    double p50 = 0;
    double p95 = 0;
    double p99 = 0;
};

/// One step of a sweep: a test at one concurrency or rate.
struct StageSummary
{
    int stage = 0; ///< index into the run's stages
    int test = 0;
    std::optional<int> concurrency;
    std::optional<double> requestsPerSecond;
    bool together = false;
    MetricTable warm;
    std::optional<Percentiles> tpot_s; ///< seconds per output token, of the warm requests that have one
    LoadSummary load;
    int completed = 0;
    int failed = 0;
};

/// What the requests of a test asked for: tests of one name are comparable where these are equal.
struct TestConditions
{
    QByteArray prompt;    ///< a digest of its messages
    int promptTokens = 0; ///< that its prompt was made to have; 0 where it has one of its own
    int maxTokens = 0;
    double temperature = 0;
    PromptCache promptCache = PromptCache::Allow;
    bool ignoreEos = false;
    int minTokens = 0;
    QString load;    ///< "concurrency 1, 4", "2.5 requests/s"
    QString cold {}; ///< "wait 90 s", "reset the cache"; empty where repetitions are warm

    bool operator==(const TestConditions &) const = default;
};

struct TestSummary
{
    QString name;
    TestConditions conditions;
    MetricTable warm;
    MetricTable cold; ///< of its own repetitions: a warm-up that was the run's first request is not in it
    MetricTable withCold;
    LoadSummary load;
    int completed = 0;
    int failed = 0;
    Slo slo {};
};

/// One endpoint of one run: the thing that is compared. Plain data; screens, reports and exports show these numbers.
struct SeriesSummary
{
    QString label;
    QString model;
    QString runId;
    QString runTitle;
    QString suite;
    QDateTime started; ///< wall time, UTC
    QString hardware;
    QString mode; ///< deployment mode: "single", "dual" or empty
    Deployment deployment;
    std::optional<double> meanContextTokens; ///< that precede an output token: prompt and half the output
    bool simulated = false;
    double simulationSpeed = 1;
    MetricTable overall; ///< warm, completed repetitions of all tests
    MetricTable cold;    ///< the requests that the suite asks to be cold; where it asks for none, the run's first
    MetricTable withCold;
    LoadSummary load;
    std::vector<TestSummary> tests;
    std::vector<RequestPoint> requests; ///< completed, measured and cold, in the order they were sent
    std::vector<StageSummary> stages;   ///< without warm-ups
    std::vector<Expectation>
        expectations;   ///< of the suite and the endpoint; where both speak of a metric, the endpoint's
    QString color {};   ///< chosen in a comparison: "1" to "8" of the palette or "#rrggbb"; empty: the usual one
    QString colorOf {}; ///< the label that the usual colour is chosen by; empty: `label`
    int completed = 0;  ///< measured and cold
    int failed = 0;
    std::map<QString, int> failures;              ///< by kind
    std::optional<InterferenceLoss> interference; ///< of a run in that order; its other figures are those alone
    std::map<TokenEvidence, int> evidence;
    std::optional<EnergySummary> energy;               ///< where the GPU's power was sampled
    ServerSummary server;                              ///< what the server itself said
    std::shared_ptr<const TelemetryTracks> telemetry;  ///< samples over time; null where there are none
    std::shared_ptr<const RequestTimelines> timelines; ///< tokens over time of single requests; null where none is kept
    std::vector<Check> checks;              ///< what a reader should know before trusting the above, the gravest first
    QStringList remarks;                    ///< what the client said of this endpoint during the run
    QStringList runNotes;                   ///< what could not be asked meanwhile: of the run, in each of its series
    std::optional<Calibration> calibration; ///< of the client, right before the run
};

SeriesSummary summarizeSeries(const Run &run, int endpoint);
std::vector<SeriesSummary> summarize(const Run &run);

}
