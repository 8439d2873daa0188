// SPDX-License-Identifier: Apache-2.0
#include "suite/arrivals.h"
#include "suite/plan.h"

#include <QTest>

#include <algorithm>

using namespace streamgauge;

namespace {

Suite suiteOf(int tests, int repetitions, int warmup)
{
    Suite suite;
    suite.name = QStringLiteral("S");
    suite.warmup = warmup;
    suite.defaults.repetitions = repetitions;
    for (int i = 0; i < tests; ++i) {
        streamgauge::Test test;
        test.name = QStringLiteral("T%1").arg(i + 1);
        test.settings.repetitions = repetitions;
        suite.tests.push_back(test);
    }
    return suite;
}

/// A stage in short: "0+1 t2 c4: 0m0 1m0" is test 2 on endpoints 0 and 1 at 4, and endpoint, phase, repetition of each.
QString shortly(const Stage &stage)
{
    QStringList endpoints;
    for (const int endpoint : stage.endpoints)
        endpoints.push_back(QString::number(endpoint));
    QStringList requests;
    for (const PlannedRequest &request : stage.requests)
        requests.push_back(
            QStringLiteral("%1%2%3").arg(request.endpoint).arg(toString(request.phase).at(0)).arg(request.repetition));
    return QStringLiteral("%1 t%2 c%3%4: %5")
        .arg(endpoints.join(u'+'))
        .arg(stage.test)
        .arg(stage.concurrency.value_or(0))
        .arg(stage.warmup ? QStringLiteral(" warm-up") : QString(), requests.join(u' '));
}

QStringList shortly(const Plan &plan)
{
    QStringList stages;
    for (const Stage &stage : plan.stages)
        stages.push_back(shortly(stage));
    return stages;
}

OpenLoop openLoop(double rate, Arrivals arrivals, std::optional<nanoseconds> duration = {})
{
    return {.rates = {rate}, .arrivals = arrivals, .duration = duration};
}

}

class TestPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stagesAndPhases_data()
    {
        QTest::addColumn<int>("endpoints");
        QTest::addColumn<int>("warmup");
        QTest::addColumn<Order>("order");
        QTest::addColumn<QStringList>("stages");

        const QString w0 = QStringLiteral("0 t0 c1 warm-up: 0c0");
        QTest::newRow("one endpoint: the warm-up is the cold request")
            << 1 << 1 << Order::OneByOne
            << QStringList {w0, QStringLiteral("0 t0 c1: 0m0 0m1"), QStringLiteral("0 t1 c1: 0m0 0m1")};
        QTest::newRow("no warm-up: the first repetition is cold")
            << 1 << 0 << Order::OneByOne
            << QStringList {QStringLiteral("0 t0 c1: 0c0 0m1"), QStringLiteral("0 t1 c1: 0m0 0m1")};
        QTest::newRow("two warm-ups: only the very first is cold")
            << 1 << 2 << Order::Together
            << QStringList {QStringLiteral("0 t0 c1 warm-up: 0c0 0w1"), QStringLiteral("0 t0 c1: 0m0 0m1"),
                            QStringLiteral("0 t1 c1: 0m0 0m1")};
        QTest::newRow("one by one: each has its warm-up before its tests")
            << 2 << 1 << Order::OneByOne
            << QStringList {w0,
                            QStringLiteral("0 t0 c1: 0m0 0m1"),
                            QStringLiteral("0 t1 c1: 0m0 0m1"),
                            QStringLiteral("1 t0 c1 warm-up: 1c0"),
                            QStringLiteral("1 t0 c1: 1m0 1m1"),
                            QStringLiteral("1 t1 c1: 1m0 1m1")};
        QTest::newRow("together: every stage has all endpoints")
            << 2 << 1 << Order::Together
            << QStringList {QStringLiteral("0+1 t0 c1 warm-up: 0c0 1c0"), QStringLiteral("0+1 t0 c1: 0m0 1m0 0m1 1m1"),
                            QStringLiteral("0+1 t1 c1: 0m0 1m0 0m1 1m1")};
        QTest::newRow("interference: alone, then together, cold only once")
            << 2 << 1 << Order::Interference
            << QStringList {w0,
                            QStringLiteral("0 t0 c1: 0m0 0m1"),
                            QStringLiteral("0 t1 c1: 0m0 0m1"),
                            QStringLiteral("1 t0 c1 warm-up: 1c0"),
                            QStringLiteral("1 t0 c1: 1m0 1m1"),
                            QStringLiteral("1 t1 c1: 1m0 1m1"),
                            QStringLiteral("0+1 t0 c1 warm-up: 0w0 1w0"),
                            QStringLiteral("0+1 t0 c1: 0m0 1m0 0m1 1m1"),
                            QStringLiteral("0+1 t1 c1: 0m0 1m0 0m1 1m1")};
        QTest::newRow("interference with one endpoint is one by one")
            << 1 << 1 << Order::Interference
            << QStringList {w0, QStringLiteral("0 t0 c1: 0m0 0m1"), QStringLiteral("0 t1 c1: 0m0 0m1")};
    }

    void stagesAndPhases()
    {
        QFETCH(int, endpoints);
        QFETCH(int, warmup);
        QFETCH(Order, order);
        QFETCH(QStringList, stages);
        PlanOptions options;
        options.order = order;
        const Plan plan = makePlan(suiteOf(2, 2, warmup), endpoints, options);
        QCOMPARE(shortly(plan), stages);
        for (const Stage &stage : plan.stages)
            QCOMPARE(stage.together, stage.endpoints.size() > 1);
    }

    void sweepHasAStageForEachLevel()
    {
        Suite suite = suiteOf(1, 1, 0);
        suite.tests[0].settings.load = ClosedLoop {{1, 4, 16}};
        QCOMPARE(shortly(makePlan(suite, 1, {})),
                 (QStringList {QStringLiteral("0 t0 c1: 0c0"), QStringLiteral("0 t0 c4: 0m0"),
                               QStringLiteral("0 t0 c16: 0m0")}));
    }

    void optionsReplaceWhatTheSuiteSays()
    {
        PlanOptions options;
        options.warmup = 0;
        options.repetitions = 1;
        options.load = ClosedLoop {{8}};
        const Plan plan = makePlan(suiteOf(2, 5, 3), 1, options);
        QCOMPARE(shortly(plan), (QStringList {QStringLiteral("0 t0 c8: 0c0"), QStringLiteral("0 t1 c8: 0m0")}));
        QCOMPARE(plan.requestCount(), 2u);
        QCOMPARE(expectedRequests(withOptions(suiteOf(2, 5, 3), options)), 2.0);
    }

    void ratedStageHasDueTimesForEveryEndpointAlike()
    {
        Suite suite = suiteOf(1, 4, 0);
        suite.tests[0].settings.load = openLoop(2, Arrivals::Constant);
        PlanOptions options;
        options.order = Order::Together;
        const Plan plan = makePlan(suite, 2, options);
        QCOMPARE(plan.stages.size(), 1u);
        QCOMPARE(plan.stages[0].concurrency, std::optional<int>());
        QCOMPARE(plan.stages[0].requestsPerSecond, std::optional<double>(2));
        QCOMPARE(plan.requestCount(), 8u);
        for (const PlannedRequest &request : plan.stages[0].requests)
            QCOMPARE(request.due, std::optional<nanoseconds>(request.repetition * 500ms));
    }

    void samePlanForTheSameSeedAndAnotherForAnother()
    {
        Suite suite = suiteOf(2, 20, 1);
        for (streamgauge::Test &test : suite.tests)
            test.settings.load = openLoop(5, Arrivals::Poisson);
        const auto plan = [&](quint64 seed) {
            PlanOptions options;
            options.seed = seed;
            return formatPlan(makePlan(suite, 2, options), suite, {});
        };
        QCOMPARE(plan(1), plan(1));
        QVERIFY(plan(1) != plan(2));
    }

    void constantArrivalsFillTheDuration()
    {
        const auto times = arrivalTimes(openLoop(4, Arrivals::Constant, 60s), 4, 3, 1);
        QCOMPARE(times.size(), 240u);
        QCOMPARE(times.front(), 0ns);
        QCOMPARE(times.back(), 59750ms);
    }

    void poissonArrivalsHaveExponentialGapsOfTheRightMean()
    {
        const auto times = arrivalTimes(openLoop(10, Arrivals::Poisson), 10, 20'000, 3);
        QCOMPARE(times.size(), 20'000u);
        QVERIFY(std::is_sorted(times.begin(), times.end()));
        double sum = toSeconds(times[0]);
        double squares = sum * sum;
        for (std::size_t i = 1; i < times.size(); ++i) {
            const double gap = toSeconds(times[i] - times[i - 1]);
            sum += gap;
            squares += gap * gap;
        }
        const double mean = sum / 20'000;
        const double deviation = std::sqrt(squares / 20'000 - mean * mean);
        QVERIFY2(std::abs(mean - 0.1) < 0.003, qPrintable(QString::number(mean)));
        QVERIFY2(std::abs(deviation - 0.1) < 0.005, qPrintable(QString::number(deviation)));
    }

    /// Mean 1 / rate; variance of a gamma of shape k: mean² / k. Bounds of five standard errors.
    void gammaArrivalsAreAsBurstyAsAsked_data()
    {
        QTest::addColumn<double>("burstiness");
        QTest::newRow("bursty") << 0.25;
        QTest::newRow("as Poisson") << 1.0;
        QTest::newRow("nearly even") << 16.0;
    }

    void gammaArrivalsAreAsBurstyAsAsked()
    {
        QFETCH(double, burstiness);
        OpenLoop load = openLoop(10, Arrivals::Gamma);
        load.burstiness = burstiness;
        constexpr int count = 40'000;
        const auto times = arrivalTimes(load, 10, count, 5);
        double sum = toSeconds(times[0]);
        double squares = sum * sum;
        for (std::size_t i = 1; i < times.size(); ++i) {
            const double gap = toSeconds(times[i] - times[i - 1]);
            sum += gap;
            squares += gap * gap;
        }
        const double mean = sum / count;
        const double variance = squares / count - mean * mean;
        const double trueVariance = 0.01 / burstiness;
        const double kurtosis = 3 + 6 / burstiness;
        QVERIFY2(std::abs(mean - 0.1) < 5 * std::sqrt(trueVariance / count), qPrintable(QString::number(mean)));
        QVERIFY2(std::abs(variance / trueVariance - 1) < 5 * std::sqrt((kurtosis - 1) / count),
                 qPrintable(QString::number(variance / trueVariance)));
    }

    void aRampGrowsEvenly()
    {
        OpenLoop load = openLoop(1, Arrivals::Constant, 10s);
        load.rampTo = 9;
        const auto times = arrivalTimes(load, 1, 0, 1);
        QCOMPARE(times.size(), 50u); // (1 + 9) / 2 × 10
        const auto inSecond = [&](int second) {
            return std::ranges::count_if(times, [second](nanoseconds at) { return at / 1s == second; });
        };
        QVERIFY(inSecond(0) <= 2);
        QVERIFY(inSecond(9) >= 8);
        load.rampTo = 0.001; // and falls
        load.rates = {9};
        const auto falling = arrivalTimes(load, 9, 0, 1);
        QVERIFY(falling.size() >= 44u && falling.size() <= 46u);
        QVERIFY(std::ranges::is_sorted(falling));
    }

    void ratesAreASweepToo()
    {
        Suite suite = suiteOf(1, 2, 0);
        suite.tests[0].settings.load = OpenLoop {.rates = {1, 2}, .maxConcurrency = 3};
        suite.tests[0].settings.stopAtSaturation = true;
        const Plan plan = makePlan(suite, 1, {});
        QCOMPARE(plan.stages.size(), 2u);
        QCOMPARE(plan.stages[1].requestsPerSecond, std::optional<double>(2));
        QCOMPARE(plan.stages[1].maxConcurrency, std::optional<int>(3));
        QVERIFY(plan.stages[1].stopAtSaturation);
        QVERIFY(!isSameLevel(plan.stages[0], plan.stages[1]));
        QVERIFY(isSameSweep(plan.stages[0], plan.stages[1]));
    }

    void interleavedEndpointsTakeTurns()
    {
        PlanOptions options;
        options.order = Order::Interleaved;
        const Plan plan = makePlan(suiteOf(1, 3, 1), 2, options);
        QStringList turns;
        for (const Stage &stage : plan.stages) {
            QCOMPARE(stage.endpoints.size(), 1u);
            QVERIFY(!stage.together);
            for (const PlannedRequest &request : stage.requests)
                turns << (stage.warmup ? QStringLiteral("w%1") : QStringLiteral("%1")).arg(request.endpoint)
                        + QStringLiteral("r%1").arg(request.repetition);
        }
        QCOMPARE(turns.join(u' '), QStringLiteral("w0r0 w1r0 0r0 1r0 0r1 1r1 0r2 1r2"));
        QVERIFY(isSameLevel(plan.stages[2], plan.stages[4]));
    }

    void interleavedRoundsAreAsLargeAsTheConcurrency()
    {
        Suite suite = suiteOf(1, 5, 0);
        suite.tests[0].settings.load = ClosedLoop {{2}};
        PlanOptions options;
        options.order = Order::Interleaved;
        const Plan plan = makePlan(suite, 2, options);
        std::vector<std::size_t> sizes;
        for (const Stage &stage : plan.stages)
            sizes.push_back(stage.requests.size());
        QCOMPARE(sizes, (std::vector<std::size_t> {2, 2, 2, 2, 1, 1}));
    }

    void rareArrivalsAreAtLeastOne()
    {
        for (quint64 seed = 0; seed < 50; ++seed)
            QVERIFY(!arrivalTimes(openLoop(1, Arrivals::Poisson, 1s), 1, 1, seed).empty());
    }

    void planReadsAsText()
    {
        const Suite suite = suiteOf(1, 3, 1);
        PlanOptions options;
        options.order = Order::Together;
        const QString text = formatPlan(makePlan(suite, 2, options), suite, {QStringLiteral("A"), QStringLiteral("B")});
        QCOMPARE(text,
                 QStringLiteral("S, together: 8 requests in 2 stages\n"
                                "  1. A + B · T1 · 1 × warm-up each (first is cold) · concurrency 1\n"
                                "  2. A + B · T1 · 3 × each · concurrency 1\n"));
    }

    void ordersHaveNames()
    {
        for (const Order order : {Order::OneByOne, Order::Together, Order::Interference, Order::Interleaved})
            QCOMPARE(orderFromString(toString(order)), std::optional(order));
        QCOMPARE(orderFromString(u"sideways"), std::optional<Order>());
    }
};

QTEST_GUILESS_MAIN(TestPlan)

#include "tst_plan.moc"
