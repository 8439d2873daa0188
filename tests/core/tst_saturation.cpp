// SPDX-License-Identifier: Apache-2.0
#include "metrics/saturation.h"

#include <QTest>

using namespace streamgauge;

namespace {

Stage level(int concurrency)
{
    Stage stage;
    stage.endpoints = {0};
    stage.concurrency = concurrency;
    stage.stopAtSaturation = true;
    return stage;
}

/// @p count requests of @p tokens each, one after the other, of @p each long.
void play(SaturationWatch &watch, int stage, int count, nanoseconds each, nanoseconds between, int tokens)
{
    for (int i = 0; i < count; ++i) {
        RequestRecord record;
        record.stage = stage;
        record.sent = i * between;
        record.end = *record.sent + each;
        record.outputTokens = tokens;
        watch.add(record, {});
    }
}

}

class TestSaturation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pastSaturation_data()
    {
        QTest::addColumn<SweepLevel>("before");
        QTest::addColumn<SweepLevel>("level");
        QTest::addColumn<bool>("isPast");
        const auto at = [](double throughput, double e2e_s, std::optional<double> goodput = {}) {
            return SweepLevel {.requestsPerSecond = throughput / 100,
                               .outputTokensPerSecond = throughput,
                               .medianE2e_s = e2e_s,
                               .goodput = goodput};
        };
        QTest::newRow("throughput still grows") << at(100, 1) << at(180, 1.5) << false;
        QTest::newRow("throughput stands still, latency grows") << at(100, 1) << at(103, 2) << true;
        QTest::newRow("throughput stands still, latency too: noise") << at(100, 1) << at(101, 1.1) << false;
        QTest::newRow("throughput falls") << at(100, 1) << at(80, 2) << true;
        QTest::newRow("goodput falls though throughput grows") << at(100, 1, 1.0) << at(180, 1.5, 0.5) << true;
        QTest::newRow("goodput was nothing before") << at(100, 1, 0.0) << at(180, 1.5, 0.0) << false;
        QTest::newRow("nothing completed before") << at(0, 0) << at(100, 1) << false;
    }

    void pastSaturation()
    {
        QFETCH(SweepLevel, before);
        QFETCH(SweepLevel, level);
        QFETCH(bool, isPast);
        QCOMPARE(!streamgauge::pastSaturation(before, level).isEmpty(), isPast);
    }

    void aSweepIsLeftOnceALevelWasPastSaturation()
    {
        const std::vector<Stage> stages {level(1), level(2), level(4), level(8)};
        SaturationWatch watch(stages);
        QVERIFY(watch.reasonToSkip(0).isEmpty());
        play(watch, 0, 10, 1s, 1s, 100); // 100 tokens/s
        QVERIFY(watch.reasonToSkip(1).isEmpty());
        play(watch, 1, 10, 2s, 1s, 100); // about as many, each twice as long
        const QString reason = watch.reasonToSkip(2);
        QVERIFY2(reason.contains(QLatin1String("concurrency 2")), qPrintable(reason));
        QVERIFY2(reason.contains(QLatin1String("100 %")), qPrintable(reason));
        QCOMPARE(watch.reasonToSkip(3), reason);
    }

    void stagesThatDoNotAskAreNeverLeftOut()
    {
        std::vector<Stage> stages {level(1), level(2), level(4)};
        for (Stage &stage : stages)
            stage.stopAtSaturation = false;
        SaturationWatch watch(stages);
        play(watch, 0, 10, 1s, 1s, 100);
        play(watch, 1, 10, 9s, 1s, 100);
        QVERIFY(watch.reasonToSkip(2).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSaturation)

#include "tst_saturation.moc"
