// SPDX-License-Identifier: Apache-2.0
#include "compare/sweep.h"

#include <QTest>

using namespace streamgauge;

namespace {

StageSummary stageOf(int concurrency, double tokensPerSecond, double e2e_s)
{
    StageSummary stage;
    stage.concurrency = concurrency;
    stage.load.outputTokensPerSecond = tokensPerSecond;
    stage.load.requestsPerSecond = tokensPerSecond / 100;
    Statistics e2e;
    e2e.median = e2e_s;
    stage.warm[Metric::TotalTime] = e2e;
    Statistics ttft;
    ttft.p95 = e2e_s / 10;
    stage.warm[Metric::Ttft] = ttft;
    stage.completed = 10;
    return stage;
}

SeriesSummary seriesOf(const std::vector<StageSummary> &stages)
{
    SeriesSummary series;
    TestSummary test;
    test.name = QStringLiteral("A");
    series.tests = {test};
    series.stages = stages;
    return series;
}

std::vector<Sweep> sweeps(const std::vector<StageSummary> &stages)
{
    return sweepsOf({.series = {seriesOf(stages)}, .baseline = {}});
}

}

class TestSweep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void levelsAreInOrderWhateverTheRunsWas()
    {
        const auto found = sweeps({stageOf(16, 300, 5), stageOf(1, 40, 2), stageOf(4, 150, 3)});
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].steps.size(), 3u);
        QCOMPARE(found[0].steps[0].level, 1.0);
        QCOMPARE(found[0].steps[2].level, 16.0);
        QCOMPARE(found[0].steps[2].outputTokensPerSecond, std::optional(300.0));
        QVERIFY(!found[0].isRate);
        QVERIFY(!found[0].saturation());
    }

    /// 300 → 305 tokens/s is less than 5 % more, 5 → 10 s more than 20 % longer.
    void theSaturationPointIsTheLastLevelThatPaid()
    {
        const auto found = sweeps({stageOf(1, 40, 2), stageOf(4, 150, 3), stageOf(16, 300, 5), stageOf(32, 305, 10)});
        QCOMPARE(found[0].saturation(), std::optional<std::size_t>(2));
        QVERIFY(!found[0].steps[3].saturated.isEmpty());
        QVERIFY(found[0].steps[2].saturated.isEmpty());
    }

    void oneLevelIsNoSweep() { QVERIFY(sweeps({stageOf(4, 100, 2)}).empty()); }

    void levelsWithoutAnswersDoNotCount()
    {
        StageSummary failed = stageOf(8, 0, 0);
        failed.completed = 0;
        QVERIFY(sweeps({stageOf(4, 100, 2), failed}).empty());
    }

    void aloneAndTogetherAreSweepsOfTheirOwn()
    {
        std::vector<StageSummary> stages {stageOf(1, 40, 2), stageOf(4, 150, 3), stageOf(1, 30, 3), stageOf(4, 90, 5)};
        stages[2].together = stages[3].together = true;
        const auto found = sweeps(stages);
        QCOMPARE(found.size(), 2u);
        QVERIFY(!found[0].together && found[1].together);
        QCOMPARE(sweptTests(found).size(), 1u);
    }

    void ratesAreNamed()
    {
        std::vector<StageSummary> stages {stageOf(1, 40, 2), stageOf(1, 80, 2)};
        double rate = 2;
        for (StageSummary &stage : stages) {
            stage.concurrency.reset();
            stage.requestsPerSecond = rate;
            rate *= 2;
        }
        const auto found = sweeps(stages);
        QVERIFY(found[0].isRate);
        QCOMPARE(found[0].steps[1].level, 4.0);
    }
};

QTEST_GUILESS_MAIN(TestSweep)

#include "tst_sweep.moc"
