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
    OrderName {Order::Interleaved, QLatin1String("interleaved")},
};

/// Appends stages for one or several endpoints.
class PlanBuilder
{
public:
    PlanBuilder(const Suite &suite, const PlanOptions &options)
        : m_suite(suite)
        , m_seed(options.seed)
        , m_leftOut(options.leftOut)
        , m_testNumbers(suite.tests.size())
    {
        m_plan.order = options.order;
        std::iota(m_testNumbers.begin(), m_testNumbers.end(), 0);
    }

    void addSuite(const std::vector<int> &endpoints)
    {
        addWarmup(endpoints);
        for (int test = 0; test < static_cast<int>(m_suite.tests.size()); ++test)
            for (const Level &level : levelsOf(m_suite.tests[test].settings))
                addLevel(test, endpoints, level);
    }

    void addInterleaved(const std::vector<int> &endpoints)
    {
        for (const int endpoint : endpoints)
            addWarmup({endpoint});
        for (int test = 0; test < static_cast<int>(m_suite.tests.size()); ++test)
            for (const Level &level : levelsOf(m_suite.tests[test].settings))
                addRounds(test, endpoints, level);
    }

    Plan take() { return std::move(m_plan); }

private:
    /// One step of a test's load; a load that is no sweep has one.
    struct Level
    {
        Stage form;    ///< its load, nothing else
        int count = 0; ///< requests per endpoint
        std::optional<double> rate;
    };

    static std::vector<Level> levelsOf(const TestSettings &settings)
    {
        std::vector<Level> levels;
        if (const auto *open = std::get_if<OpenLoop>(&settings.load)) {
            for (const double rate : open->rates) {
                Level level {.form = {}, .count = settings.repetitions, .rate = rate};
                level.form.requestsPerSecond = rate;
                level.form.rampTo = open->rampTo;
                level.form.maxConcurrency = open->maxConcurrency;
                levels.push_back(level);
            }
        } else {
            const auto &closed = std::get<ClosedLoop>(settings.load);
            for (const int concurrency : closed.concurrency) {
                Level level {.form = {}, .count = closed.duration ? concurrency : settings.repetitions, .rate = {}};
                level.form.concurrency = concurrency;
                level.form.duration = closed.duration;
                level.form.rampUp = closed.rampUp;
                levels.push_back(level);
            }
        }
        for (Level &level : levels) {
            level.form.stopAtSaturation = settings.stopAtSaturation && levels.size() > 1;
            level.form.cold = settings.cold;
        }
        return levels;
    }

    void addLevel(int test, const std::vector<int> &endpoints, const Level &level)
    {
        const int perStage = level.form.cold ? 1 : level.count;
        for (int first = 0; first < level.count; first += perStage)
            addStage(test, endpoints, level, first, perStage);
    }

    void addWarmup(const std::vector<int> &endpoints)
    {
        const auto test = std::ranges::find_if(m_testNumbers, [&](int one) {
            return std::ranges::all_of(endpoints, [&](int endpoint) { return !m_leftOut.contains({endpoint, one}); });
        });
        if (m_suite.warmup == 0 || test == m_testNumbers.end())
            return;
        Stage stage = makeStage(*test, endpoints);
        stage.warmup = true;
        stage.concurrency = 1;
        addRequests(stage, 0, std::vector<std::optional<nanoseconds>>(m_suite.warmup), Phase::Warmup);
    }

    /// Requests @p first to @p first + @p count of the level.
    void addStage(int test, const std::vector<int> &all, const Level &level, int first, int count)
    {
        std::vector<int> endpoints = all;
        std::erase_if(endpoints, [&](int endpoint) { return m_leftOut.contains({endpoint, test}); });
        if (endpoints.empty())
            return;
        Stage stage = level.form;
        stage.test = test;
        stage.endpoints = endpoints;
        stage.together = endpoints.size() > 1;
        std::vector<std::optional<nanoseconds>> due(static_cast<std::size_t>(count));
        if (level.rate) {
            // The same for every endpoint, alone or together: they are compared under the same load.
            const auto times = arrivalTimes(std::get<OpenLoop>(m_suite.tests[test].settings.load), *level.rate, count,
                                            m_seed + static_cast<quint64>(test));
            due.assign(times.begin(), times.end());
        }
        addRequests(stage, first, due, stage.cold ? Phase::Cold : Phase::Measured);
    }

    /// A load with a rate or a duration takes turns as a whole, others in rounds of as many requests as run at once.
    void addRounds(int test, const std::vector<int> &endpoints, const Level &level)
    {
        constexpr int mostRounds = 1000; // each is a line of the run's header
        int perRound = level.count;
        if (level.form.cold)
            perRound = 1;
        else if (level.form.concurrency && !level.form.duration)
            perRound = *level.form.concurrency * std::max(1, level.count / (*level.form.concurrency * mostRounds));
        for (int first = 0; first < level.count; first += perRound)
            for (const int endpoint : endpoints)
                addStage(test, {endpoint}, level, first, std::min(perRound, level.count - first));
    }

    static Stage makeStage(int test, const std::vector<int> &endpoints)
    {
        Stage stage;
        stage.test = test;
        stage.endpoints = endpoints;
        stage.together = endpoints.size() > 1;
        return stage;
    }

    void addRequests(Stage &stage, int firstRepetition, const std::vector<std::optional<nanoseconds>> &dueTimes,
                     Phase phase)
    {
        stage.requests.reserve(dueTimes.size() * stage.endpoints.size());
        for (int repetition = 0; repetition < static_cast<int>(dueTimes.size()); ++repetition) {
            for (const int endpoint : stage.endpoints) {
                const bool isFirst = m_asked.insert(endpoint).second;
                stage.requests.push_back({.endpoint = endpoint,
                                          .test = stage.test,
                                          .repetition = firstRepetition + repetition,
                                          .phase = isFirst ? Phase::Cold : phase,
                                          .due = dueTimes[repetition]});
            }
        }
        m_plan.stages.push_back(std::move(stage));
    }

    const Suite &m_suite;
    const quint64 m_seed;
    const std::set<std::pair<int, int>> &m_leftOut;
    std::vector<int> m_testNumbers;
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

bool isSameSweep(const Stage &a, const Stage &b)
{
    return a.test == b.test && a.endpoints == b.endpoints && a.warmup == b.warmup;
}

bool isSameLevel(const Stage &a, const Stage &b)
{
    return isSameSweep(a, b) && a.concurrency == b.concurrency && a.requestsPerSecond == b.requestsPerSecond;
}

std::vector<int> firstOfLevels(const std::vector<Stage> &stages)
{
    std::vector<int> firsts; // of each level
    std::vector<int> result;
    for (const Stage &stage : stages) {
        const auto known = std::ranges::find_if(
            firsts, [&](int first) { return isSameLevel(stages[static_cast<std::size_t>(first)], stage); });
        const int first = known == firsts.end() ? static_cast<int>(result.size()) : *known;
        if (known == firsts.end())
            firsts.push_back(first);
        result.push_back(first);
    }
    return result;
}

QString toString(const ColdPreparation &preparation)
{
    return preparation.wait ? QStringLiteral("wait %1 s").arg(toSeconds(*preparation.wait))
                            : QStringLiteral("reset the cache");
}

QString levelName(std::optional<int> concurrency, std::optional<double> requestsPerSecond)
{
    if (concurrency)
        return QStringLiteral("concurrency %1").arg(*concurrency);
    return requestsPerSecond ? QStringLiteral("%1 requests/s").arg(*requestsPerSecond) : QString();
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
        if (const auto *closed = std::get_if<ClosedLoop>(&test.settings.load)) {
            for (const int concurrency : closed->concurrency)
                requests += closed->duration ? concurrency : repetitions;
            continue;
        }
        const auto &open = std::get<OpenLoop>(test.settings.load);
        for (const double rate : open.rates)
            requests +=
                open.duration ? (rate + open.rampTo.value_or(rate)) / 2 * toSeconds(*open.duration) : repetitions;
    }
    return requests;
}

Suite withOptions(Suite suite, const PlanOptions &options)
{
    suite.warmup = options.warmup.value_or(suite.warmup);
    const auto replace = [&options](TestSettings &settings) {
        settings.repetitions = options.repetitions.value_or(settings.repetitions);
        if (!settings.cold)
            settings.load = options.load.value_or(settings.load);
        settings.stopAtSaturation = options.stopAtSaturation || settings.stopAtSaturation;
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
    if (options.order == Order::Interleaved) {
        builder.addInterleaved(all);
        return builder.take();
    }
    if (options.order != Order::Together)
        for (const int endpoint : all)
            builder.addSuite({endpoint});
    // One endpoint has nobody to be disturbed by.
    if (options.order == Order::Together || (options.order == Order::Interference && endpointCount > 1))
        builder.addSuite(all);
    return builder.take();
}

}
