// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/requestrecord.h"
#include "suite/suite.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace streamgauge {

/// How several endpoints take turns.
enum class Order {
    OneByOne,     ///< each endpoint runs the whole suite alone, one after the other
    Together,     ///< each test runs on all endpoints at once
    Interference, ///< each endpoint alone, then all together: what does each lose?
    Interleaved,  ///< test by test, A B A B, never two at once: what drifts meanwhile drifts for all alike
};

QString toString(Order order); ///< "one-by-one", "together", "interference", "interleaved"
std::optional<Order> orderFromString(QStringView text);

/// One request that will be sent. Its prompt and limits are those of suite.tests[test].
struct PlannedRequest
{
    int endpoint = 0;
    int test = 0;
    int repetition = 0;
    Phase phase = Phase::Measured;
    std::optional<nanoseconds> due; ///< since its stage's start, for a load with a rate; empty in a closed loop
};

/// Requests that belong together: a stage begins when the one before it has ended completely.
struct Stage
{
    int test = 0;                        ///< index into the suite's tests
    std::vector<int> endpoints;          ///< those that take part
    bool warmup = false;                 ///< the requests are warm-ups (or the cold first)
    bool together = false;               ///< several endpoints run at once on purpose
    std::optional<int> concurrency;      ///< at most so many at once per endpoint; empty for a load with a rate
    std::optional<nanoseconds> duration; ///< of a closed loop that goes on for so long: requests repeat the last one
    nanoseconds rampUp {};               ///< of a closed loop: its streams begin evenly spread over this time
    std::optional<double> requestsPerSecond; ///< per endpoint, for a load with a rate
    std::optional<double> rampTo;            ///< the rate at its end, where it grows or falls
    std::optional<int> maxConcurrency;       ///< of a load with a rate: what is due beyond it waits
    std::optional<ColdPreparation> cold {};  ///< its requests are cold on purpose: what is done before it begins
    bool stopAtSaturation = false;           ///< left out once the levels before it were past saturation
    std::vector<PlannedRequest> requests;    ///< per endpoint in the order they are sent
};

/// One step of a sweep: stages of the same test, endpoints and level. Interleaved runs have several for one.
bool isSameLevel(const Stage &a, const Stage &b);
/// Levels of one sweep: the same test on the same endpoints.
bool isSameSweep(const Stage &a, const Stage &b);
/// Of each stage the first one of its level.
std::vector<int> firstOfLevels(const std::vector<Stage> &stages);
/// "concurrency 4", "2.5 requests/s"; empty where neither is known.
QString levelName(std::optional<int> concurrency, std::optional<double> requestsPerSecond);

/// Every request there will be, in order. Plain data, can be printed.
struct Plan
{
    Order order = Order::OneByOne;
    std::vector<Stage> stages;

    std::size_t requestCount() const;
};

/// What the user may change for one run without editing the suite.
struct PlanOptions
{
    Order order = Order::OneByOne;
    std::optional<int> warmup;
    std::optional<int> repetitions;
    std::optional<Load> load;                 ///< replaces every test's load; cold requests go one by one all the same
    bool stopAtSaturation = false;            ///< of every sweep, besides what the suite says
    quint64 seed = 1;                         ///< of arrival times
    std::set<std::pair<int, int>> leftOut {}; ///< {endpoint, test}: what the endpoint cannot run
};

/// The suite with the options' replacements carried out: what is stored in the run's header.
Suite withOptions(Suite suite, const PlanOptions &options);

/// @p endpointCount > 0. Same arguments, same plan.
/// Each endpoint's warm-up comes first (the first test's prompt, one request at a time); its very first request is
/// cold, warm-up or not. Each repetition of a test of cold requests is a stage of its own. Arrival times of a load with
/// a rate are the same for every endpoint.
Plan makePlan(const Suite &suite, int endpointCount, const PlanOptions &options);

/// Requests of one endpoint that runs the suite once, warm-ups too. Exact, except for random arrivals with a
/// duration: there the mean; and for a closed loop with a duration: there at least so many.
double expectedRequests(const Suite &suite);

/// The plan in words, a line a stage. @p labels are the endpoints'.
QString formatPlan(const Plan &plan, const Suite &suite, const QStringList &labels);

}
