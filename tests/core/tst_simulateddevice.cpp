// SPDX-License-Identifier: Apache-2.0
#include "simulator/simulateddevice.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace streamgauge;

namespace {

DeviceSpec device()
{
    return {.name = QStringLiteral("round numbers"),
            .memory_gb = 100,
            .bandwidth_gb_s = 200,
            .compute_tflops = 100,
            .achievableBandwidth = 0.8,
            .achievableCompute = 0.8};
}

/// Half of the bandwidth for 10 GB: 0.1 s a decode step. Half of the peak for 10 billion parameters: 2,500 prompt
/// tokens a second.
SimulatorProfile profile()
{
    SimulatorProfile profile;
    profile.deployment.weightsGb = 10;
    profile.deployment.parametersB = 10;
    profile.deployment.activeParametersB = 10;
    profile.deployment.maxNumSeqs = 4;
    profile.deployment.maxModelLen = 100'000;
    profile.deployment.gpuMemoryUtilization = 0.5;
    profile.fit.bandwidthEfficiency = 0.5;
    profile.fit.computeEfficiency = 0.5;
    profile.fit.requestOverhead = 20ms;
    profile.fit.coldStart = 2s;
    profile.fit.maxBatchedTokens = 100'000;
    return profile;
}

constexpr EngineOptions warm {.coldStart = false};

std::vector<std::uint32_t> prompt(int tokens, std::uint32_t first = 0)
{
    std::vector<std::uint32_t> prompt(static_cast<std::size_t>(tokens));
    for (std::size_t i = 0; i < prompt.size(); ++i)
        prompt[i] = first + static_cast<std::uint32_t>(i);
    return prompt;
}

/// Submits @p request at @p at and returns the times of its tokens, relative to it, once all is done.
std::vector<double> tokenTimes(SimulatedDevice &device, int engine, EngineRequest request, double at_s)
{
    const quint64 id = request.id;
    device.advanceTo(Seconds(at_s));
    device.submit(engine, std::move(request), Seconds(at_s));
    std::vector<double> times;
    for (const EngineToken &token : device.advanceTo(Seconds(at_s + 10'000))) {
        if (token.request == id)
            times.push_back(token.at.count() - at_s);
    }
    return times;
}

std::map<quint64, double> endTimes(const std::vector<EngineToken> &tokens)
{
    std::map<quint64, double> ends;
    for (const EngineToken &token : tokens) {
        if (token.last)
            ends[token.request] = token.at.count();
    }
    return ends;
}

bool same(double actual_s, double expected_s)
{
    return std::abs(actual_s - expected_s) < 1e-9;
}

#define COMPARE_SECONDS(actual, expected)                                                                              \
    do {                                                                                                               \
        const double actual_s = actual;                                                                                \
        QVERIFY2(same(actual_s, expected), qPrintable(QString::number(actual_s, 'g', 12)));                            \
    } while (false)

}

class TestSimulatedDevice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepTakesTheSlowerOfReadingAndComputing_data()
    {
        QTest::addColumn<int>("tokens");
        QTest::addColumn<double>("contextTokens");
        QTest::addColumn<double>("activeB");
        QTest::addColumn<double>("duration_s");
        QTest::addColumn<bool>("computeBound");

        QTest::newRow("one sequence reads the weights") << 1 << 0.0 << 10.0 << 0.1 << false;
        QTest::newRow("four sequences read them once") << 4 << 0.0 << 10.0 << 0.1 << false;
        QTest::newRow("context is read too") << 1 << 1000.0 << 10.0 << 0.11 << false;
        QTest::newRow("a long prompt is computed") << 2500 << 0.0 << 10.0 << 1.0 << true;
        QTest::newRow("only active experts are read") << 1 << 0.0 << 2.0 << 0.02 << false;
        QTest::newRow("only active experts are computed") << 2500 << 0.0 << 2.0 << 0.2 << true;
    }

    void stepTakesTheSlowerOfReadingAndComputing()
    {
        QFETCH(int, tokens);
        QFETCH(double, contextTokens);
        QFETCH(double, activeB);
        QFETCH(double, duration_s);
        QFETCH(bool, computeBound);
        SimulatorProfile model = profile();
        model.deployment.activeParametersB = activeB;
        model.fit.kvBytesPerToken = 1e6;

        const StepCost cost = stepCost(device(), model, {.tokens = tokens, .contextTokens = contextTokens});

        COMPARE_SECONDS(cost.duration.count(), duration_s);
        QCOMPARE(cost.bottleneck == Bottleneck::Compute, computeBound);
    }

    void firstTokenComesAfterOverheadAndPrefillThenOneAStep()
    {
        SimulatedDevice spark(device());
        const int engine = spark.addEngine(profile(), warm);

        const auto times =
            tokenTimes(spark, engine, {.id = 1, .prompt = prompt(2500), .outputTokens = 3, .residual = 5ms}, 1);

        QCOMPARE(times.size(), 3u);
        COMPARE_SECONDS(times[0], 1.025);
        COMPARE_SECONDS(times[1], 1.125);
        COMPARE_SECONDS(times[2], 1.225);
    }

    void onlyTheFirstRequestIsCold()
    {
        SimulatedDevice spark(device());
        const int engine = spark.addEngine(profile(), {});

        COMPARE_SECONDS(tokenTimes(spark, engine, {.id = 1, .prompt = prompt(10)}, 0)[0], 2.12);
        COMPARE_SECONDS(tokenTimes(spark, engine, {.id = 2, .prompt = prompt(10)}, 100'000)[0], 0.12);
    }

    void repeatedPromptIsPrefilledOnlyWithThePrefixCacheOff_data()
    {
        QTest::addColumn<bool>("prefixCache");
        QTest::addColumn<int>("shared");
        QTest::addColumn<int>("cached");
        QTest::addColumn<double>("ttft_s");

        QTest::newRow("the same prompt: all but the last block") << true << 2500 << 2496 << 0.12;
        QTest::newRow("a common beginning") << true << 1250 << 1248 << 0.02 + (2500 - 1248) / 2500.0;
        QTest::newRow("nothing in common") << true << 0 << 0 << 1.02;
        QTest::newRow("the same prompt, cache off") << false << 2500 << 0 << 1.02;
    }

    void repeatedPromptIsPrefilledOnlyWithThePrefixCacheOff()
    {
        QFETCH(bool, prefixCache);
        QFETCH(int, shared);
        QFETCH(int, cached);
        QFETCH(double, ttft_s);
        SimulatedDevice spark(device());
        const int engine = spark.addEngine(profile(), {.coldStart = false, .prefixCache = prefixCache});
        tokenTimes(spark, engine, {.id = 1, .prompt = prompt(2500)}, 0);
        std::vector<std::uint32_t> second = prompt(shared);
        const auto rest = prompt(2500 - shared, 1'000'000);
        second.insert(second.end(), rest.begin(), rest.end());

        spark.submit(engine, {.id = 2, .prompt = second}, Seconds(10'000));
        const auto tokens = spark.advanceTo(Seconds(20'000));

        QCOMPARE(tokens.size(), 1u);
        QCOMPARE(tokens[0].cachedTokens, cached);
        COMPARE_SECONDS(tokens[0].at.count() - 10'000, ttft_s);
        QCOMPARE(spark.counters(engine).cacheHits, quint64(cached));
    }

    void sequencesOfABatchAdvanceTogether()
    {
        SimulatedDevice spark(device());
        const int engine = spark.addEngine(profile(), warm);
        for (quint64 id = 1; id <= 4; ++id)
            spark.submit(engine, {.id = id, .prompt = prompt(10), .outputTokens = 10}, Seconds(0));

        const auto tokens = spark.advanceTo(Seconds(100));

        QCOMPARE(tokens.size(), 40u);
        for (const auto &[id, end] : endTimes(tokens))
            COMPARE_SECONDS(end, 0.02 + 10 * 0.1);
    }

    void requestsBeyondTheBatchWaitInTheirOrder()
    {
        SimulatorProfile single = profile();
        single.deployment.maxNumSeqs = 1;
        SimulatedDevice spark(device());
        const int engine = spark.addEngine(single, warm);
        for (quint64 id = 1; id <= 3; ++id)
            spark.submit(engine, {.id = id, .prompt = prompt(10), .outputTokens = 10}, Seconds(0));

        auto tokens = spark.advanceTo(Seconds(0.5));
        QCOMPARE(spark.counters(engine).running, 1);
        QCOMPARE(spark.counters(engine).waiting, 2);
        const auto rest = spark.advanceTo(Seconds(100));
        tokens.insert(tokens.end(), rest.begin(), rest.end());

        const auto ends = endTimes(tokens);
        COMPARE_SECONDS(ends.at(1), 1.02);
        COMPARE_SECONDS(ends.at(2), 2.02);
        COMPARE_SECONDS(ends.at(3), 3.02);
        QCOMPARE(spark.counters(engine).waiting, 0);
        QCOMPARE(spark.counters(engine).generatedTokens, 30u);
    }

    void aRequestJoinsBetweenTwoStepsAndItsPrefillHoldsUpTheOthers()
    {
        SimulatedDevice spark(device());
        const int engine = spark.addEngine(profile(), warm);
        spark.submit(engine, {.id = 1, .prompt = prompt(10), .outputTokens = 5}, Seconds(0));
        auto tokens = spark.advanceTo(Seconds(0.15)); // steps end at 0.12, 0.22, …
        spark.submit(engine, {.id = 2, .prompt = prompt(2499, 5000), .outputTokens = 2}, Seconds(0.15));
        const auto rest = spark.advanceTo(Seconds(100));
        tokens.insert(tokens.end(), rest.begin(), rest.end());

        std::vector<double> first;
        for (const EngineToken &token : tokens) {
            if (token.request == 1)
                first.push_back(token.at.count());
        }
        COMPARE_SECONDS(first[1], 0.22);
        COMPARE_SECONDS(first[2], 1.22); // 2,499 prompt tokens and its own: 2,500 in one step
        COMPARE_SECONDS(first[3], 1.32);
    }

    void longPromptIsPrefilledInPiecesOfTheBatchLimit()
    {
        SimulatorProfile limited = profile();
        limited.fit.maxBatchedTokens = 1000;
        SimulatedDevice spark(device());
        const int engine = spark.addEngine(limited, warm);

        const auto times = tokenTimes(spark, engine, {.id = 1, .prompt = prompt(2100)}, 0);

        COMPARE_SECONDS(times[0], 0.02 + 0.4 + 0.4 + 0.1);
    }

    void enginesOnOneDeviceShareItsBandwidth()
    {
        SimulatedDevice spark(device());
        const int one = spark.addEngine(profile(), warm);
        const int other = spark.addEngine(profile(), warm);
        spark.submit(one, {.id = 1, .prompt = prompt(10), .outputTokens = 10}, Seconds(0));
        spark.submit(other, {.id = 2, .prompt = prompt(10), .outputTokens = 20}, Seconds(0));

        const auto ends = endTimes(spark.advanceTo(Seconds(100)));

        // Together they ask for 100 % and get 80 %: 0.125 s a step until the first is done.
        COMPARE_SECONDS(ends.at(1), 0.02 + 10 * 0.125);
        COMPARE_SECONDS(ends.at(2), 0.02 + 10 * 0.125 + 10 * 0.1);
    }

    void cancelledRequestFreesItsPlaceAtOnce()
    {
        SimulatorProfile single = profile();
        single.deployment.maxNumSeqs = 1;
        SimulatedDevice spark(device());
        const int engine = spark.addEngine(single, warm);
        spark.submit(engine, {.id = 1, .prompt = prompt(10), .outputTokens = 1000}, Seconds(0));
        spark.submit(engine, {.id = 2, .prompt = prompt(10), .outputTokens = 1}, Seconds(0));
        spark.advanceTo(Seconds(0.5));

        spark.cancel(engine, 1);
        QCOMPARE(spark.counters(engine).running, 0);
        const auto tokens = spark.advanceTo(Seconds(100));

        QCOMPARE(tokens.size(), 1u);
        QCOMPARE(tokens[0].request, 2u);
        COMPARE_SECONDS(tokens[0].at.count(), 0.62); // the step under way ends at 0.52
        QVERIFY(!spark.nextEvent());
    }

    void jitterFollowsTheSeed()
    {
        SimulatorProfile restless = profile();
        restless.fit.jitter = 0.05;
        const auto timesWithSeed = [&](quint64 seed) {
            SimulatedDevice spark(device());
            const int engine = spark.addEngine(restless, {.coldStart = false, .seed = seed});
            return tokenTimes(spark, engine, {.id = 1, .prompt = prompt(10), .outputTokens = 200}, 0);
        };

        QCOMPARE(timesWithSeed(1), timesWithSeed(1));
        QVERIFY(timesWithSeed(1) != timesWithSeed(2));
        const double mean = timesWithSeed(1).back() / 200;
        QVERIFY2(mean > 0.097 && mean < 0.103, qPrintable(QString::number(mean)));
    }

    void howOftenTheDeviceIsAskedChangesNothing()
    {
        SimulatedDevice seldom(device());
        SimulatedDevice often(device());
        for (SimulatedDevice *spark : {&seldom, &often}) {
            spark->addEngine(profile(), warm);
            spark->addEngine(profile(), warm);
            spark->submit(0, {.id = 1, .prompt = prompt(10), .outputTokens = 50}, Seconds(0));
            spark->submit(1, {.id = 2, .prompt = prompt(3000), .outputTokens = 50}, Seconds(0));
        }

        std::vector<EngineToken> tokens;
        for (int i = 1; i <= 2000; ++i) {
            const auto some = often.advanceTo(Seconds(i * 0.01));
            tokens.insert(tokens.end(), some.begin(), some.end());
        }

        const auto expected = endTimes(seldom.advanceTo(Seconds(20)));
        const auto ends = endTimes(tokens);
        QCOMPARE(ends.size(), 2u);
        COMPARE_SECONDS(ends.at(1), expected.at(1));
        COMPARE_SECONDS(ends.at(2), expected.at(2));
    }
};

QTEST_GUILESS_MAIN(TestSimulatedDevice)

#include "tst_simulateddevice.moc"
