// SPDX-License-Identifier: Apache-2.0
#include "compare/sweep.h"
#include "report/report.h"
#include "report/reporttables.h"
#include "runfile/run.h"
#include "runrecords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace streamgauge;

namespace {

/// A test at concurrency 1, 2 and 4, ten requests each: all of the first level are within 300 ms, nine of the second,
/// four of the third, of which another one fails.
Run sweptRun(const QString &label = QStringLiteral("A"))
{
    Run run;
    run.header.endpoints.resize(1);
    run.header.endpoints[0].label = label;
    run.header.suite.tests.resize(1);
    run.header.suite.tests[0].name = QStringLiteral("T");
    run.header.suite.tests[0].settings.slo = {.ttft = 300ms, .tpot = 50ms, .e2e = {}};
    constexpr std::array within {10, 9, 4};
    for (int level = 0; level < 3; ++level) {
        Stage stage;
        stage.endpoints = {0};
        stage.concurrency = 1 << level;
        run.header.stages.push_back(stage);
        for (int i = 0; i < 10; ++i) {
            const bool isGood = i < within.at(std::size_t(level));
            RequestRecord record = answer(level * 100s + i * 1s, isGood ? 200ms : 400ms, 11, 10ms * (i + 1) / 2);
            record.stage = level;
            record.repetition = i;
            if (level == 2 && i == 9)
                record.error = RequestError {.kind = QStringLiteral("truncated"), .message = {}, .body = {}};
            run.requests.push_back(record);
        }
    }
    return run;
}

Comparison comparisonOf(const std::vector<Run> &runs)
{
    Comparison comparison;
    for (const Run &run : runs)
        comparison.series.push_back(summarizeSeries(run, 0));
    return comparison;
}

}

class TestSweepSlo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theShareCountsFailedRequestsToo()
    {
        const auto sweeps = sweepsOf(comparisonOf({sweptRun()}));
        QCOMPARE(sweeps.size(), 1u);
        QCOMPARE(sweeps[0].slo.ttft, std::optional<nanoseconds>(300ms));
        QCOMPARE(sweeps[0].steps[0].goodShare, std::optional(1.0));
        QCOMPARE(sweeps[0].steps[1].goodShare, std::optional(0.9));
        QCOMPARE(sweeps[0].steps[2].goodShare, std::optional(0.4));
        QVERIFY(*sweeps[0].steps[1].goodput < *sweeps[0].steps[1].requestsPerSecond);
    }

    /// Gaps of 5, 10, … 50 ms: one request a mean gap; the quantiles are those of the ten.
    void tpotIsPerRequest()
    {
        const auto tpot = sweepsOf(comparisonOf({sweptRun()}))[0].steps[0].tpot_s;
        QVERIFY(tpot);
        QVERIFY(std::abs(tpot->p50 - 0.0275) < 1e-6);
        QVERIFY(std::abs(tpot->p95 - (0.045 + 0.55 * 0.005)) < 1e-6);
        QVERIFY(std::abs(tpot->p99 - (0.045 + 0.91 * 0.005)) < 1e-6);
    }

    void theLastLevelWithinIsTheLastBeforeAnyThatIsNot()
    {
        Sweep sweep = sweepsOf(comparisonOf({sweptRun()}))[0];
        QCOMPARE(sweep.lastWithin(0.95), std::optional<std::size_t>(0));
        QCOMPARE(sweep.lastWithin(0.9), std::optional<std::size_t>(1));
        QCOMPARE(sweep.lastWithin(0.1), std::optional<std::size_t>(2));
        sweep.steps[0].goodShare = 0.5; // the next level was better by chance
        QCOMPARE(sweep.lastWithin(0.9), std::optional<std::size_t>());
    }

    void withoutSlosThereIsNothingToBeWithin()
    {
        Run run = sweptRun();
        run.header.suite.tests[0].settings.slo = {};
        const Comparison comparison = comparisonOf({run});
        const Sweep sweep = sweepsOf(comparison)[0];
        QVERIFY(!sweep.steps[0].goodShare);
        QVERIFY(!sweep.lastWithin(0));
        QVERIFY(sloFinding(comparison).isEmpty());
    }

    void theFindingNamesTheLevels()
    {
        Run better = sweptRun(QStringLiteral("B"));
        for (RequestRecord &record : better.requests)
            if (record.stage == 1) // all in 200 ms, gaps as they were
                record = [&] {
                    RequestRecord quick = answer(*record.sent, 200ms, 11, 10ms * (record.repetition + 1) / 2);
                    quick.stage = 1;
                    return quick;
                }();
        Run worse = sweptRun(QStringLiteral("C"));
        for (RequestRecord &record : worse.requests)
            record.firstToken = *record.sent + 1s;
        QCOMPARE(
            sloFinding(comparisonOf({sweptRun(), better, worse})),
            QStringLiteral("95 % of requests within TTFT 300 ms, TPOT 50 ms: B up to 2 at once, A up to 1 at once, "
                           "C at no level"));
        QVERIFY(sloFinding(comparisonOf({sweptRun()}), QStringLiteral("another")).isEmpty());
    }

    void differentSlosAreNotNamedAsOne()
    {
        Run other = sweptRun(QStringLiteral("B"));
        other.header.suite.tests[0].settings.slo.ttft = 500ms;
        const QString said = sloFinding(comparisonOf({sweptRun(), other}));
        QVERIFY2(said.startsWith(u"95 % of requests within their SLOs: B up to"), qPrintable(said));
    }

    void reportsHaveTheShare()
    {
        const Comparison comparison = comparisonOf({sweptRun()});
        const auto tables = reportTables(comparison);
        const auto levels = std::ranges::find(tables, QStringLiteral("Load levels"), &ReportTable::title);
        QVERIFY(levels != tables.end());
        const qsizetype column = levels->header.indexOf(QStringLiteral("Within SLOs (%)"));
        QVERIFY(column > 0);
        QCOMPARE(levels->rows.at(1).at(column), QStringLiteral("90.0"));
        const QJsonObject stage = QJsonDocument::fromJson(toJson(comparison))[u"series"][0][u"stages"][2].toObject();
        QCOMPARE(stage[u"load"][u"good_share"].toDouble(), 0.4);
        QVERIFY(stage[u"tpot_s"][u"p95"].toDouble() > 0.02);
    }
};

QTEST_GUILESS_MAIN(TestSweepSlo)

#include "tst_sweepslo.moc"
