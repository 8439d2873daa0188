// SPDX-License-Identifier: Apache-2.0
#include "metrics/summary.h"

#include "metrics/averages.h"
#include "metrics/loadspans.h"
#include "metrics/loadsummary.h"
#include "metrics/requesttimelines.h"
#include "metrics/telemetrytracks.h"
#include "metrics/testconditions.h"
#include "runfile/run.h"

#include <algorithm>

namespace streamgauge {

namespace {

using Records = std::vector<const RequestRecord *>;

template<typename Condition>
Records filtered(const Records &records, Condition condition)
{
    Records result;
    std::ranges::copy_if(records, std::back_inserter(result), condition);
    return result;
}

std::optional<Percentiles> tpotOf(const Records &records)
{
    std::vector<double> values;
    for (const RequestRecord *record : records)
        if (const auto tpot = timePerOutputToken(*record); tpot && record->completed())
            values.push_back(toSeconds(*tpot));
    if (values.empty())
        return std::nullopt;
    return Percentiles {.p50 = quantile(values, 0.5), .p95 = quantile(values, 0.95), .p99 = quantile(values, 0.99)};
}

Records inPhase(const Records &records, Phase phase)
{
    return filtered(records, [phase](const RequestRecord *record) { return record->phase == phase; });
}

struct WarmAndWithCold
{
    MetricTable warm;
    MetricTable withCold;
};

/// Most tests have no cold request: then both are the same, and worked out once.
WarmAndWithCold tablesOf(const Records &records)
{
    const Records measured = inPhase(records, Phase::Measured);
    MetricTable warm = metricTable(measured);
    if (measured.size() == records.size())
        return {.warm = warm, .withCold = warm};
    return {.warm = std::move(warm), .withCold = metricTable(records)};
}

/// Without warm-ups, of which the first may have been the run's first.
Records coldOfLoad(const RunHeader &header, const Records &records)
{
    return filtered(records, [&header](const RequestRecord *record) {
        return record->phase == Phase::Cold && isOfLoad(header, *record);
    });
}

/// What the suite asks to be cold; where it asks for nothing, the run's first request.
Records coldOnes(const RunHeader &header, const Records &records)
{
    const Records asked = filtered(records, [&header](const RequestRecord *record) {
        const auto stage = std::size_t(record->stage);
        return record->phase == Phase::Cold && stage < header.stages.size() && header.stages[stage].cold;
    });
    return asked.empty() ? inPhase(records, Phase::Cold) : asked;
}

Records alone(const RunHeader &header, const Records &records)
{
    return filtered(records, [&header](const RequestRecord *record) {
        const auto stage = std::size_t(record->stage);
        return stage >= header.stages.size() || !header.stages[stage].together;
    });
}

int countFailed(const Records &records)
{
    return static_cast<int>(
        std::ranges::count_if(records, [](const auto *record) { return record->error.has_value(); }));
}

int countCompleted(const Records &records)
{
    return static_cast<int>(std::ranges::count_if(records, [](const auto *record) { return record->completed(); }));
}

TestSummary summarizeTest(const Run &run, const Endpoint &endpoint, int test, const Records &ofSeries)
{
    const Records records = filtered(ofSeries, [test](const RequestRecord *record) { return record->test == test; });
    WarmAndWithCold tables = tablesOf(records);
    const Test &asked = run.header.suite.tests[std::size_t(test)];
    return {.name = asked.name,
            .conditions = testConditions(asked, endpoint),
            .warm = std::move(tables.warm),
            .cold = metricTable(coldOfLoad(run.header, records)),
            .withCold = std::move(tables.withCold),
            .load = loadSummary(run, records),
            .completed = countCompleted(records),
            .failed = countFailed(records),
            .slo = asked.settings.slo};
}

/// Of the level whose first stage is @p index.
StageSummary summarizeLevel(const Run &run, int index, const std::vector<int> &firsts, const Records &ofSeries)
{
    const Stage &stage = run.header.stages[std::size_t(index)];
    const Records records = filtered(ofSeries, [&](const RequestRecord *record) {
        return std::size_t(record->stage) < firsts.size() && firsts[std::size_t(record->stage)] == index;
    });
    return {.stage = index,
            .test = stage.test,
            .concurrency = stage.concurrency,
            .requestsPerSecond = stage.requestsPerSecond,
            .together = stage.together,
            .warm = metricTable(inPhase(records, Phase::Measured)),
            .tpot_s = tpotOf(inPhase(records, Phase::Measured)),
            .load = loadSummary(run, records),
            .completed = countCompleted(records),
            .failed = countFailed(records)};
}

/// The first stage of each level @p endpoint takes part in, warm-ups left out.
std::vector<int> levelsOf(const RunHeader &header, int endpoint, const std::vector<int> &firsts)
{
    std::vector<int> levels;
    for (std::size_t stage = 0; stage < header.stages.size(); ++stage) {
        const Stage &planned = header.stages[stage];
        if (firsts[stage] == int(stage) && !planned.warmup && std::ranges::count(planned.endpoints, endpoint) > 0)
            levels.push_back(int(stage));
    }
    return levels;
}

void describe(SeriesSummary &series, const RunHeader &header, const Endpoint &endpoint)
{
    series.label = endpoint.label;
    series.model = endpoint.model;
    series.runId = header.id;
    series.runTitle = header.title;
    series.suite = header.suite.name;
    series.started = header.started;
    series.hardware = endpoint.hardware;
    series.mode = endpoint.deployment.mode;
    series.deployment = endpoint.deployment;
    series.simulated = isSimulated(header, endpoint);
    series.simulationSpeed = endpoint.simulation ? endpoint.simulation->speed : 1;
    series.expectations = withOverrides(header.suite.expectations, endpoint.expectations);
}

/// Empty where no prompt's length is known.
std::optional<double> meanContextTokens(const Records &records)
{
    double sum = 0;
    int count = 0;
    for (const RequestRecord *record : records) {
        if (!record->completed() || !record->promptTokens)
            continue;
        sum += *record->promptTokens + record->outputTokens.value_or(0) / 2.0;
        ++count;
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

void countOutcomes(SeriesSummary &series, const Records &records)
{
    series.completed = countCompleted(records);
    series.failed = countFailed(records);
    for (const RequestRecord *record : records) {
        if (record->error)
            ++series.failures[record->error->kind];
        else if (record->completed())
            ++series.evidence[record->evidence];
    }
}

}

SeriesSummary summarizeSeries(const Run &run, int endpoint)
{
    SeriesSummary series;
    describe(series, run.header, run.header.endpoints.at(std::size_t(endpoint)));

    Records records;
    for (const RequestRecord &record : run.requests)
        if (record.endpoint == endpoint && record.phase != Phase::Warmup)
            records.push_back(&record);
    countOutcomes(series, records);
    for (const Remark &remark : run.clientRemarks)
        if (remark.endpoint == endpoint)
            series.remarks.append(remark.message);
    if (run.end)
        series.runNotes = run.end->notes;
    series.calibration = calibrationOf(run);
    // What the others took away is shown apart (metrics/interference.h), not mixed into the series' own figures.
    const Records all = records;
    if (run.header.order == Order::Interference)
        records = alone(run.header, records);
    series.interference = interferenceLoss(run.header, all);
    WarmAndWithCold tables = tablesOf(records);
    series.overall = std::move(tables.warm);
    series.withCold = std::move(tables.withCold);
    series.cold = metricTable(coldOnes(run.header, records));
    series.meanContextTokens = meanContextTokens(records);
    for (const RequestRecord *record : records)
        if (record->completed())
            series.requests.push_back(requestPoint(*record));
    std::ranges::stable_sort(series.requests, {}, &RequestPoint::sent_s);
    series.load = loadSummary(run, records);
    series.energy = energySummary(run, endpoint);
    series.server = serverSummary(run, endpoint);
    series.telemetry = telemetryTracks(run, endpoint);
    series.timelines = requestTimelines(run, endpoint);
    for (int test = 0; test < int(run.header.suite.tests.size()); ++test)
        series.tests.push_back(summarizeTest(run, run.header.endpoints[std::size_t(endpoint)], test, records));
    const std::vector<int> firsts = firstOfLevels(run.header.stages);
    for (const int stage : levelsOf(run.header, endpoint, firsts))
        series.stages.push_back(summarizeLevel(run, stage, firsts, all));
    series.checks = checkSeries(run, endpoint);
    return series;
}

std::vector<SeriesSummary> summarize(const Run &run)
{
    std::vector<SeriesSummary> series;
    for (int endpoint = 0; endpoint < int(run.header.endpoints.size()); ++endpoint)
        series.push_back(summarizeSeries(run, endpoint));
    return series;
}

}
