// SPDX-License-Identifier: Apache-2.0
#include "metrics/loadsummary.h"
#include "metrics/summary.h"
#include "referenceruns.h"
#include "runrecords.h"

#include <QTest>

using namespace streamgauge;

namespace {

Run testRun(std::vector<RequestRecord> records)
{
    Run run;
    run.header = testHeader();
    run.header.stages[0].warmup = false;
    run.requests = std::move(records);
    return run;
}

RequestRecord slower(RequestRecord record, nanoseconds by)
{
    for (auto *time : {&record.firstToken, &record.firstAnswerToken, &record.lastToken, &record.end})
        **time += by;
    return record;
}

bool isNear(double actual, double expected, double tolerance)
{
    return std::abs(actual - expected) <= tolerance;
}

}

class TestSummaries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coldStaysApartUnlessAskedFor()
    {
        const Run run = testRun({slower(testRecord(0, 0, 0, Phase::Cold), 3s), testRecord(0, 0, 1, Phase::Measured),
                                 testRecord(0, 0, 2, Phase::Measured)});
        const SeriesSummary series = summarizeSeries(run, 0);
        QCOMPARE(series.overall.at(Metric::Ttft).mean, 0.1);
        QCOMPARE(series.overall.at(Metric::Ttft).count, 2u);
        QCOMPARE(series.cold.at(Metric::Ttft).mean, 3.1);
        QCOMPARE(series.withCold.at(Metric::Ttft).mean, 1.1);
        QCOMPARE(series.tests.at(0).warm.at(Metric::Ttft).count, 2u);
        QCOMPARE(series.tests.at(0).withCold.at(Metric::Ttft).count, 3u);
        QCOMPARE(series.completed, 3);
    }

    void warmUpRequestsAreNowhere()
    {
        const Run run = testRun({slower(testRecord(0, 0, 0, Phase::Warmup), 3s), testRecord(0, 0, 0, Phase::Measured)});
        const SeriesSummary series = summarizeSeries(run, 0);
        QCOMPARE(series.withCold.at(Metric::Ttft).count, 1u);
        QCOMPARE(series.completed, 1);
        QCOMPARE(series.load.wallTime_s, 0.41);
    }

    void failedRequestsAreCountedByKindAndInNoLatency()
    {
        const Run run = testRun({testRecord(0, 0, 0, Phase::Measured), failedRecord(0, 0, 1), failedRecord(0, 1, 0)});
        const SeriesSummary series = summarizeSeries(run, 0);
        QCOMPARE(series.overall.at(Metric::TotalTime).count, 1u);
        QCOMPARE(series.overall.at(Metric::QueueDelay).count, 1u);
        QCOMPARE(series.failed, 2);
        QCOMPARE(series.failures, (std::map<QString, int> {{QStringLiteral("truncated"), 2}}));
        QCOMPARE(series.tests.at(1).failed, 1);
        QVERIFY(series.tests.at(1).warm.empty());
        QCOMPARE(series.evidence, (std::map<TokenEvidence, int> {{TokenEvidence::Usage, 1}}));
    }

    void eachSeriesHasItsOwnRequests()
    {
        const Run run =
            testRun({testRecord(0, 0, 0, Phase::Measured), slower(testRecord(1, 0, 0, Phase::Measured), 1s)});
        const auto series = summarize(run);
        QCOMPARE(series.size(), 2u);
        QCOMPARE(series[1].label, QStringLiteral("Mistral-24B"));
        QCOMPARE(series[1].overall.at(Metric::Ttft).mean, 1.1);
        QCOMPARE(series[1].simulationSpeed, 10.0);
        QVERIFY(series[1].simulated);
    }

    void gapsAreTokenLatenciesOnlyWhereChunksAreTokens_data()
    {
        QTest::addColumn<int>("tokens");
        QTest::addColumn<TokenEvidence>("evidence");
        QTest::addColumn<QString>("finish");
        QTest::addColumn<bool>("isItl");
        QTest::addColumn<double>("tokensPerChunk"); // 0: not given
        const QString stop = QStringLiteral("stop");
        const QString length = QStringLiteral("length");
        QTest::newRow("as many tokens as chunks") << 4 << TokenEvidence::Usage << length << true << 1.0;
        QTest::newRow("one more, which ended the answer") << 5 << TokenEvidence::Usage << stop << true << 1.0;
        QTest::newRow("one more in an answer that was cut") << 5 << TokenEvidence::Usage << length << false << 1.25;
        QTest::newRow("two tokens a chunk") << 8 << TokenEvidence::Usage << stop << false << 2.0;
        QTest::newRow("fewer tokens than chunks") << 3 << TokenEvidence::Usage << stop << false << 0.75;
        QTest::newRow("tokens guessed from chunks") << 4 << TokenEvidence::Chunks << stop << false << 0.0;
        QTest::newRow("tokens guessed from characters") << 4 << TokenEvidence::Characters << stop << false << 0.0;
    }

    void gapsAreTokenLatenciesOnlyWhereChunksAreTokens()
    {
        QFETCH(int, tokens);
        QFETCH(TokenEvidence, evidence);
        QFETCH(QString, finish);
        QFETCH(bool, isItl);
        RequestRecord record = testRecord(0, 0, 0, Phase::Measured);
        record.outputTokens = tokens;
        record.evidence = evidence;
        record.finish = finish;
        const SeriesSummary series = summarizeSeries(testRun({record}), 0);
        QCOMPARE(series.overall.contains(Metric::Itl), isItl);
        QCOMPARE(series.overall.contains(Metric::InterChunkLatency), !isItl);
        const Statistics gaps = series.overall.at(isItl ? Metric::Itl : Metric::InterChunkLatency);
        QCOMPARE(gaps.count, 3u);
        QCOMPARE(gaps.max, 110.0);
        const auto perChunk = series.overall.find(Metric::TokensPerChunk);
        QTEST(perChunk == series.overall.end() ? 0 : perChunk->second.mean, "tokensPerChunk");
    }

    void undefinedMetricsAreAbsent()
    {
        RequestRecord record = testRecord(0, 0, 0, Phase::Measured);
        record.chunks = 1;
        record.chunkGaps_us.clear();
        record.promptTokens.reset();
        const SeriesSummary series = summarizeSeries(testRun({record}), 0);
        QVERIFY(!series.overall.contains(Metric::Tps));
        QVERIFY(!series.overall.contains(Metric::Itl));
        QVERIFY(!series.overall.contains(Metric::PrefillRate));
        QVERIFY(!series.overall.contains(Metric::ConnectTime));
    }

    void throughputAndGoodputAreOverTheLoadsWallTime()
    {
        RequestRecord late = slower(testRecord(0, 0, 1, Phase::Measured), 590ms); // misses its TTFT of 300 ms
        RequestRecord good = testRecord(0, 0, 0, Phase::Measured);
        for (auto *record : {&late, &good}) { // 25 ms a token, as the SLO wants
            record->lastToken = *record->firstToken + 75ms;
        }
        const SeriesSummary series = summarizeSeries(testRun({good, late, failedRecord(0, 0, 2)}), 0);
        QCOMPARE(series.load.wallTime_s, 1.0); // all together from 1 ms to 1001 ms
        QCOMPARE(*series.load.outputTokensPerSecond, 8.0);
        QCOMPARE(*series.load.requestsPerSecond, 2.0);
        QCOMPARE(*series.load.goodput, 1.0);
        QCOMPARE(*series.tests.at(0).load.goodput, 1.0);
        QVERIFY(!series.tests.at(1).load.goodput);
        QCOMPARE(series.stages.size(), 2u);
        QCOMPARE(*series.stages.at(0).load.goodput, 1.0);
        QCOMPARE(series.stages.at(0).failed, 1);
        QCOMPARE(series.stages.at(1).completed, 0);
    }

    void referenceAveragesAreReproduced_data()
    {
        QTest::addColumn<double>("ttft_s");
        QTest::addColumn<double>("totalTime_s");
        QTest::addColumn<double>("tps");
        QTest::newRow("Llama-70B") << 0.541 << 67.175 << 3.9;
        QTest::newRow("Mistral-24B") << 0.138 << 23.266 << 9.831;
        QTest::newRow("Qwen3-32B") << 0.169 << 39.428 << 8.194;
        QTest::newRow("GPT-OSS-20B") << 0.139 << 8.059 << 32.9;
    }

    void referenceAveragesAreReproduced()
    {
        QFETCH(double, ttft_s);
        QFETCH(double, totalTime_s);
        QFETCH(double, tps);
        const Run run = referenceRun(QString::fromUtf8(QTest::currentDataTag()));
        const SeriesSummary series = summarizeSeries(run, 0);
        QVERIFY(isNear(series.withCold.at(Metric::Ttft).mean, ttft_s, 0.0006));
        QVERIFY(isNear(series.withCold.at(Metric::TotalTime).mean, totalTime_s, 0.0006));
        QVERIFY(isNear(series.withCold.at(Metric::Tps).mean, tps, 0.05));
        QCOMPARE(series.completed, 15);
        QCOMPARE(series.cold.at(Metric::Ttft).count, 1u);
        QCOMPARE(series.overall.at(Metric::Ttft).count, 14u);
        QCOMPARE(series.evidence, (std::map<TokenEvidence, int> {{TokenEvidence::Characters, 15}}));
    }
};

QTEST_GUILESS_MAIN(TestSummaries)

#include "tst_summary.moc"
