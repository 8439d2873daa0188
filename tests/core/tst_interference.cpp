// SPDX-License-Identifier: Apache-2.0
#include "metrics/interference.h"
#include "metrics/summary.h"
#include "runfile/run.h"

#include <QTest>

using namespace streamgauge;

namespace {

/// Two endpoints, two tests; endpoint 0 answers half as fast together, endpoint 1 as before.
Run interferenceRun()
{
    Run run;
    run.header.order = Order::Interference;
    run.header.endpoints.resize(2);
    run.header.suite.tests.resize(2);
    const auto addStage = [&run](int test, std::vector<int> endpoints) {
        Stage stage;
        stage.test = test;
        stage.concurrency = 1;
        stage.together = endpoints.size() > 1;
        stage.endpoints = std::move(endpoints);
        run.header.stages.push_back(stage);
    };
    for (const auto &endpoints : {std::vector<int> {0}, std::vector<int> {1}, std::vector<int> {0, 1}})
        for (const int test : {0, 1})
            addStage(test, endpoints);
    for (int stage = 0; stage < 6; ++stage) {
        const Stage &of = run.header.stages[static_cast<std::size_t>(stage)];
        for (const int endpoint : of.endpoints) {
            for (int repetition = 0; repetition < 5; ++repetition) {
                const int factor = of.together && endpoint == 0 ? 2 : 1;
                RequestRecord record;
                record.stage = stage;
                record.test = of.test;
                record.endpoint = endpoint;
                record.sent = RunTime(stage * 100s);
                record.firstToken = *record.sent + factor * (100ms + repetition * 1ms) * (of.test + 1);
                record.lastToken = *record.firstToken + factor * 1s * (of.test + 1);
                record.end = record.lastToken;
                record.chunks = 101;
                record.outputTokens = 101;
                run.requests.push_back(record);
            }
        }
    }
    return run;
}

}

class TestInterference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasTakenAwayIsFoundPerEndpoint()
    {
        const Run run = interferenceRun();
        const SeriesSummary a = summarizeSeries(run, 0);
        QVERIFY(a.interference);
        QCOMPARE(qRound(a.interference->ttft->percent), 100);
        QCOMPARE(qRound(a.interference->tps->percent), 50);
        QVERIFY(a.interference->ttft->ci95Low > 90 && a.interference->ttft->ci95Low < 100);
        QVERIFY(a.interference->ttft->ci95High > 100 && a.interference->ttft->ci95High < 110);
        QCOMPARE(a.interference->ttft->alone, 10);
        QCOMPARE(a.interference->ttft->together, 10);

        const SeriesSummary b = summarizeSeries(run, 1);
        QVERIFY(std::abs(b.interference->ttft->percent) < 1e-9);
        QVERIFY(b.interference->ttft->ci95Low < 0 && b.interference->ttft->ci95High > 0);
    }

    void theOtherFiguresAreThoseAlone()
    {
        const SeriesSummary a = summarizeSeries(interferenceRun(), 0);
        QCOMPARE(a.overall.at(Metric::Ttft).count, 10u);
        QCOMPARE(a.completed, 20);
        QVERIFY(std::abs(a.overall.at(Metric::Ttft).mean - 0.153) < 1e-9);
        QCOMPARE(a.stages.size(), 4u);
    }

    void otherOrdersHaveNone()
    {
        Run run = interferenceRun();
        run.header.order = Order::Together;
        QVERIFY(!summarizeSeries(run, 0).interference);
    }

    void withoutAHalfThereIsNone()
    {
        Run run = interferenceRun();
        std::erase_if(run.requests, [](const RequestRecord &record) { return record.stage >= 4; });
        QVERIFY(!summarizeSeries(run, 0).interference);
    }
};

QTEST_GUILESS_MAIN(TestInterference)

#include "tst_interference.moc"
