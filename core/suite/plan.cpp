// SPDX-License-Identifier: Apache-2.0
#include "suite/plan.h"

#include "suite/arrivals.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

namespace streamgauge {

namespace {

struct OrderName
{
    Order order;
    QLatin1String name;
};
constexpr std::array orderNames {
    OrderName {Order::OneByOne, QLatin1String("one-by-one")},
    OrderName {Order::Together, QLatin1String("together")},
    OrderName {Order::Interference, QLatin1String("interference")},
};

/// Appends stages for one or several endpoints.
class PlanBuilder
{
public:
    PlanBuilder(const Suite &suite, const PlanOptions &options)
        : m_suite(suite)
        , m_seed(options.seed)
    {
        m_plan.order = options.order;
    }

    void addSuite(const std::vector<int> &endpoints)
    {
        if (m_suite.warmup > 0) {
            Stage stage = makeStage(0, endpoints);
            stage.warmup = true;
            stage.concurrency = 1;
            addRequests(stage, std::vector<std::optional<nanoseconds>>(m_suite.warmup), Phase::Warmup);
        }
        for (int test = 0; test < static_cast<int>(m_suite.tests.size()); ++test)
            addTest(test, endpoints);
    }

    Plan take() { return std::move(m_plan); }

private:
    static Stage makeStage(int test, const std::vector<int> &endpoints)
    {
        Stage stage;
        stage.test = test;
        stage.endpoints = endpoints;
        stage.together = endpoints.size() > 1;
        return stage;
    }

    void addTest(int test, const std::vector<int> &endpoints)
    {
        const TestSettings &settings = m_suite.tests[test].settings;
        if (const auto *open = std::get_if<OpenLoop>(&settings.load)) {
            Stage stage = makeStage(test, endpoints);
            stage.requestsPerSecond = open->requestsPerSecond;
            // The same for every endpoint, alone or together: they are compared under the same load.
            const auto times = arrivalTimes(*open, settings.repetitions, m_seed + static_cast<quint64>(test));
            addRequests(stage, {times.begin(), times.end()}, Phase::Measured);
            return;
        }
        for (const int concurrency : std::get<ClosedLoop>(settings.load).concurrency) {
            Stage stage = makeStage(test, endpoints);
            stage.concurrency = concurrency;
            addRequests(stage, std::vector<std::optional<nanoseconds>>(settings.repetitions), Phase::Measured);
        }
    }

    void addRequests(Stage &stage, const std::vector<std::optional<nanoseconds>> &dueTimes, Phase phase)
    {
        stage.requests.reserve(dueTimes.size() * stage.endpoints.size());
        for (int repetition = 0; repetition < static_cast<int>(dueTimes.size()); ++repetition) {
            for (const int endpoint : stage.endpoints) {
                const bool isFirst = m_asked.insert(endpoint).second;
                stage.requests.push_back({.endpoint = endpoint,
                                          .test = stage.test,
                                          .repetition = repetition,
                                          .phase = isFirst ? Phase::Cold : phase,
                                          .due = dueTimes[repetition]});
            }
        }
        m_plan.stages.push_back(std::move(stage));
    }

    const Suite &m_suite;
    const quint64 m_seed;
    std::set<int> m_asked; ///< endpoints that have had their first request
    Plan m_plan;
};

}

QString toString(Order order)
{
    for (const auto &entry : orderNames)
        if (entry.order == order)
            return entry.name;
    Q_UNREACHABLE();
}

std::optional<Order> orderFromString(QStringView text)
{
    for (const auto &entry : orderNames)
        if (entry.name == text)
            return entry.order;
    return std::nullopt;
}

std::size_t Plan::requestCount() const
{
    return std::accumulate(stages.begin(), stages.end(), std::size_t {0},
                           [](std::size_t sum, const Stage &stage) { return sum + stage.requests.size(); });
}

double expectedRequests(const Suite &suite)
{
    double requests = suite.warmup;
    for (const Test &test : suite.tests) {
        const double repetitions = test.settings.repetitions;
        if (const auto *closed = std::get_if<ClosedLoop>(&test.settings.load))
            requests += repetitions * static_cast<double>(closed->concurrency.size());
        else if (const auto &open = std::get<OpenLoop>(test.settings.load); open.duration)
            requests += open.requestsPerSecond * toSeconds(*open.duration);
        else
            requests += repetitions;
    }
    return requests;
}

Suite withOptions(Suite suite, const PlanOptions &options)
{
    suite.warmup = options.warmup.value_or(suite.warmup);
    const auto replace = [&options](TestSettings &settings) {
        settings.repetitions = options.repetitions.value_or(settings.repetitions);
        settings.load = options.load.value_or(settings.load);
    };
    replace(suite.defaults);
    for (Test &test : suite.tests)
        replace(test.settings);
    return suite;
}

Plan makePlan(const Suite &suite, int endpointCount, const PlanOptions &options)
{
    Q_ASSERT(endpointCount > 0);
    const Suite planned = withOptions(suite, options);
    PlanBuilder builder(planned, options);
    std::vector<int> all(endpointCount);
    std::iota(all.begin(), all.end(), 0);
    if (options.order != Order::Together)
        for (const int endpoint : all)
            builder.addSuite({endpoint});
    // One endpoint has nobody to be disturbed by.
    if (options.order == Order::Together || (options.order == Order::Interference && endpointCount > 1))
        builder.addSuite(all);
    return builder.take();
}

}
