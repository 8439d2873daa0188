// SPDX-License-Identifier: Apache-2.0
#include "run/runestimate.h"
#include "run/runnotices.h"
#include "run/runtext.h"
#include "runsamples.h"

#include <QTest>

using namespace streamgauge;

namespace {

const QStringList models {QStringLiteral("Mistral-24B"), QStringLiteral("Qwen3-32B")};
const QStringList tests {QStringLiteral("Short Prompt"), QStringLiteral("Code Generation")};

RunEntry savedRun(const QString &suite, const QString &label, double secondsPerRequest)
{
    SeriesSummary series;
    series.label = label;
    for (const QString &name : tests) {
        TestSummary test;
        test.name = name;
        test.withCold[Metric::TotalTime] = {.mean = secondsPerRequest, .count = 3, .perRequest = {}};
        series.tests.push_back(test);
    }
    RunEntry run;
    run.suite = suite;
    run.series = {series};
    return run;
}

}

class TestRunText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durationsAreAsRoughAsAGuess_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("next to nothing") << 0.2 << QStringLiteral("a few seconds");
        QTest::newRow("to five seconds") << 13.0 << QStringLiteral("15 s");
        QTest::newRow("to ten seconds") << 47.0 << QStringLiteral("50 s");
        QTest::newRow("to minutes") << 245.0 << QStringLiteral("4 min");
        QTest::newRow("to five minutes") << 4870.0 << QStringLiteral("1 h 20 min");
        QTest::newRow("a whole hour") << 7200.0 << QStringLiteral("2 h");
    }
    void durationsAreAsRoughAsAGuess()
    {
        QFETCH(double, seconds);
        QTEST(roughDuration(duration_cast<nanoseconds>(Seconds(seconds))), "words");
    }

    void theSumSaysATimeOnlyWhereThereIsAGuess()
    {
        QCOMPARE(requestSum(30, 2, std::nullopt), QStringLiteral("30 requests on 2 endpoints"));
        QCOMPARE(requestSum(1, 1, 240s), QStringLiteral("1 request on 1 endpoint, about 4 min"));
    }

    void theCurrentWorkNamesEndpointTestAndRepetition()
    {
        const RunFacts facts = samples::facts(models, tests);
        LiveSnapshot snapshot = samples::halfway(facts);
        CurrentWork work = currentWork(snapshot, facts);
        QCOMPARE(work.subject, QStringLiteral("Qwen3-32B"));
        QCOMPARE(work.detail, QStringLiteral("Code Generation · repetition 2 of 3"));

        snapshot.endpoints[1].currentPhase = Phase::Warmup;
        QCOMPARE(currentWork(snapshot, facts).detail, QStringLiteral("Code Generation · warm-up"));

        snapshot.endpoints[0].currentTest = 1;
        work = currentWork(snapshot, facts);
        QCOMPARE(work.subject, QStringLiteral("2 endpoints together"));
        QCOMPARE(work.detail, QStringLiteral("Code Generation"));
    }

    void progressIsCountedAndTimed()
    {
        LiveSnapshot snapshot;
        snapshot.requestsPlanned = 30;
        snapshot.requestsFinished = 21;
        QCOMPARE(progressText(snapshot), QStringLiteral("21 of 30 requests"));
        snapshot.timeLeft = 240s;
        QCOMPARE(progressText(snapshot), QStringLiteral("21 of 30 requests · about 4 min left"));
    }

    void failuresAreCountedByKindWithTheLatestMessage()
    {
        const RunFacts facts = samples::facts(models, tests);
        LiveSnapshot snapshot = samples::halfway(facts);
        QVERIFY(failureSummary(snapshot).isEmpty());
        samples::fail(snapshot, 1, 0, QStringLiteral("truncated"), QStringLiteral("The stream ended early"));
        samples::fail(snapshot, 1, 0, QStringLiteral("truncated"), QStringLiteral("The stream ended early"));
        samples::fail(snapshot, 1, 1, QStringLiteral("http"), QStringLiteral("HTTP 500: out of memory"));
        QCOMPARE(failureSummary(snapshot), QStringLiteral("3 requests failed: 1 × http, 2 × truncated"));
        const RunRemark remark = failureRemark(snapshot);
        QVERIFY(remark.text.startsWith(QStringLiteral("Qwen3-32B, Code Generation, repetition")));
        QVERIFY(remark.text.endsWith(QStringLiteral("HTTP 500: out of memory")));
    }

    void aColdStartIsSaidAgainstTheWarmMean()
    {
        LiveSnapshot snapshot = samples::fresh(samples::facts(models, tests));
        QVERIFY(coldStartRemark(snapshot).title.isEmpty());
        snapshot.endpoints[0].coldTtft_s = 0.35;
        QVERIFY(coldStartRemark(snapshot).title.isEmpty());
        snapshot.endpoints[0].ttft_s = samples::mean(0.11, 4);
        QCOMPARE(coldStartRemark(snapshot).text,
                 QStringLiteral("Mistral-24B’s first request took 0.350 s, 3.2× its warm mean."));
    }

    void guessedTokensAreSaid()
    {
        LiveSnapshot snapshot = samples::halfway(samples::facts(models, tests));
        QVERIFY(evidenceRemark(snapshot).title.isEmpty());
        snapshot.endpoints[0].evidence = TokenEvidence::Characters;
        QVERIFY(evidenceRemark(snapshot).text.contains(QStringLiteral("Mistral-24B")));
        QVERIFY(evidenceRemark(snapshot).text.contains(QStringLiteral("guessed from characters")));
    }

    void aGuessNeedsASavedRunOfEveryEndpoint()
    {
        const RunFacts facts = samples::facts(models, tests);
        const PlanOptions options {.order = Order::OneByOne, .warmup = 0, .repetitions = 3, .load = {}};
        const Plan plan = makePlan(facts.suite, 2, options);
        std::vector<RunEntry> saved {savedRun(facts.suite.name, models[0], 2)};
        QVERIFY(!guessDuration(plan, facts.suite, facts.endpoints, saved));
        saved.push_back(savedRun(facts.suite.name, models[1], 10));
        const auto guess = guessDuration(plan, facts.suite, facts.endpoints, saved);
        QVERIFY(guess);
        QCOMPARE(toSeconds(*guess), 2.0 * 6 + 10.0 * 6);
    }

    void togetherTakesAsLongAsTheSlowest()
    {
        const RunFacts facts = samples::facts(models, tests);
        const PlanOptions options {.order = Order::Together, .warmup = 0, .repetitions = 3, .load = {}};
        const std::vector<RunEntry> saved {savedRun(facts.suite.name, models[0], 2),
                                           savedRun(facts.suite.name, models[1], 10)};
        const auto guess = guessDuration(makePlan(facts.suite, 2, options), facts.suite, facts.endpoints, saved);
        QVERIFY(guess);
        QCOMPARE(toSeconds(*guess), 10.0 * 6);
    }
};

QTEST_GUILESS_MAIN(TestRunText)
#include "tst_runtext.moc"
