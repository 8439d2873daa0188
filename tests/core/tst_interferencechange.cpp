// SPDX-License-Identifier: Apache-2.0
#include "compare/interferencechange.h"
#include "runfile/run.h"
#include "runrecords.h"

#include <QTest>

using namespace streamgauge;

namespace {

/// Two endpoints, two tests, alone and together; of endpoint 0 TTFT and gaps are twice as long together, those of
/// endpoint 1 stay. The second test has TTFTs four times as long.
Run interferenceRun()
{
    Run run;
    run.header.order = Order::Interference;
    run.header.endpoints.resize(2);
    run.header.endpoints[0].label = QStringLiteral("A");
    run.header.endpoints[1].label = QStringLiteral("B");
    run.header.suite.tests.resize(2);
    int number = 0;
    for (const auto &endpoints : {std::vector<int> {0}, std::vector<int> {1}, std::vector<int> {0, 1}}) {
        for (const int test : {0, 1}) {
            Stage stage;
            stage.test = test;
            stage.concurrency = 1;
            stage.together = endpoints.size() > 1;
            stage.endpoints = endpoints;
            run.header.stages.push_back(stage);
            for (const int endpoint : endpoints) {
                const int factor = stage.together && endpoint == 0 ? 2 : 1;
                for (int i = 0; i < 5; ++i) {
                    RequestRecord record =
                        answer(number * 100s + i * 10s, factor * (test == 0 ? 1 : 4) * (100ms + i * 1ms), 101,
                               factor * (10ms + i * 10us));
                    record.endpoint = endpoint;
                    record.test = test;
                    record.stage = number;
                    run.requests.push_back(record);
                }
            }
            ++number;
        }
    }
    return run;
}

Comparison comparisonOf(const Run &run)
{
    return {.series = summarize(run), .baseline = {}};
}

}

class TestInterferenceChange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Means of 102 and 408 ms: their geometric mean is 204 ms.
    void valuesAreGeometricMeansOverTests()
    {
        const auto change = interferenceChange(comparisonOf(interferenceRun()).series[0], Metric::Ttft);
        QVERIFY(change);
        QVERIFY(std::abs(change->alone - 0.204) < 1e-6);
        QVERIFY(std::abs(change->together - 0.408) < 1e-6);
        QVERIFY(std::abs(change->percent - 100) < 1e-6);
        QVERIFY(change->isShown && change->isWorse);
        QCOMPARE(change->countAlone, 10);
    }

    void aLossOfTpsIsAFall()
    {
        const auto change = interferenceChange(comparisonOf(interferenceRun()).series[0], Metric::Tps);
        QVERIFY(std::abs(change->alone - 99.8) < 0.1);
        QVERIFY(std::abs(change->together - 49.9) < 0.1);
        QVERIFY(std::abs(change->percent + 50) < 1e-6);
        QVERIFY(change->isWorse);
        QVERIFY(change->ci95Low <= change->percent && change->percent <= change->ci95High);
    }

    void noChangeIsNotShown()
    {
        const auto change = interferenceChange(comparisonOf(interferenceRun()).series[1], Metric::Ttft);
        QVERIFY(!change->isShown);
        QVERIFY2(inWords(*change).startsWith(u"0 % (−") && inWords(*change).endsWith(u"), not shown"),
                 qPrintable(inWords(*change)));
    }

    void theFindingNamesWhoLostMostAndLeast()
    {
        const QString said = interferenceFinding(comparisonOf(interferenceRun()));
        QVERIFY2(said.startsWith(
                     u"Together instead of alone, A: TTFT +100\u00A0%, TPS −50\u00A0%; B: TTFT 0\u00A0% (not shown)"),
                 qPrintable(said));
    }

    void otherRunsHaveNone()
    {
        Run run = interferenceRun();
        run.header.order = Order::Together;
        const Comparison comparison = comparisonOf(run);
        QVERIFY(interferenceFinding(comparison).isEmpty());
        QVERIFY(!interferenceChange(comparison.series[0], Metric::Ttft));
    }
};

QTEST_GUILESS_MAIN(TestInterferenceChange)

#include "tst_interferencechange.moc"
