// SPDX-License-Identifier: Apache-2.0
#include "run/runestimate.h"

#include <algorithm>

namespace streamgauge {

namespace {

const SeriesSummary *latestSeries(const Endpoint &endpoint, const QString &suite,
                                  const std::vector<RunEntry> &savedRuns)
{
    for (const RunEntry &run : savedRuns) {
        if (run.suite != suite)
            continue;
        for (const SeriesSummary &series : run.series)
            if (series.label == endpoint.label && series.simulated == endpoint.simulation.has_value())
                return &series;
    }
    return nullptr;
}

/// Seconds a request of each test took; empty where one is not known.
using TestSeconds = std::vector<std::optional<double>>;

TestSeconds secondsPerTest(const Endpoint &endpoint, const Suite &suite, const std::vector<RunEntry> &savedRuns)
{
    TestSeconds seconds(suite.tests.size());
    const SeriesSummary *series = latestSeries(endpoint, suite.name, savedRuns);
    if (!series)
        return seconds;
    const double speedUp = endpoint.simulation ? endpoint.simulation->speed / series->simulationSpeed : 1;
    for (std::size_t i = 0; i < suite.tests.size(); ++i) {
        const auto test = std::ranges::find(series->tests, suite.tests[i].name, &TestSummary::name);
        if (test == series->tests.end())
            continue;
        const auto time = test->withCold.find(Metric::TotalTime);
        if (time != test->withCold.end())
            seconds[i] = time->second.mean / speedUp;
    }
    return seconds;
}

/// Seconds one endpoint's share of a stage takes.
std::optional<double> stageSeconds(const Stage &stage, int endpoint, const TestSeconds &perTest)
{
    double seconds = 0;
    for (const PlannedRequest &request : stage.requests) {
        if (request.endpoint != endpoint)
            continue;
        const std::optional<double> &one = perTest.at(static_cast<std::size_t>(request.test));
        if (!one)
            return std::nullopt;
        if (request.due)
            seconds = std::max(seconds, toSeconds(*request.due) + *one);
        else
            seconds += *one / std::max(1, stage.concurrency.value_or(1));
    }
    return seconds;
}

}

std::optional<nanoseconds> guessDuration(const Plan &plan, const Suite &suite, const std::vector<Endpoint> &endpoints,
                                         const std::vector<RunEntry> &savedRuns)
{
    std::vector<TestSeconds> perEndpoint;
    for (const Endpoint &endpoint : endpoints)
        perEndpoint.push_back(secondsPerTest(endpoint, suite, savedRuns));

    double total = 0;
    for (const Stage &stage : plan.stages) {
        double longest = 0;
        for (const int endpoint : stage.endpoints) {
            const auto seconds = stageSeconds(stage, endpoint, perEndpoint.at(static_cast<std::size_t>(endpoint)));
            if (!seconds)
                return std::nullopt;
            longest = std::max(longest, *seconds);
        }
        if (stage.cold)
            longest += toSeconds(stage.cold->wait.value_or(0ns));
        total += longest;
    }
    return duration_cast<nanoseconds>(Seconds(total));
}

}
