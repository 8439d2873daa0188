// SPDX-License-Identifier: Apache-2.0
#include "run/clientlag.h"

#include <QTest>

#include <cmath>

using namespace streamgauge;

class TestClientLag : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aQuantileIsRightToAStep_data()
    {
        QTest::addColumn<qint64>("value_ns");
        for (const qint64 value : {0, 1, 15, 16, 17, 31, 32, 1000, 999'999, 15'000'000})
            QTest::addRow("%lld ns", static_cast<long long>(value)) << value;
        QTest::addRow("hours") << qint64 {7'200'000'000'000};
        QTest::addRow("the largest") << std::numeric_limits<qint64>::max();
    }

    void aQuantileIsRightToAStep()
    {
        QFETCH(qint64, value_ns);
        DurationHistogram histogram;
        histogram.add(nanoseconds(value_ns), 99);
        histogram.add(nanoseconds::max());

        const auto found = static_cast<double>(histogram.quantile(0.5).count());
        QVERIFY(found >= static_cast<double>(value_ns));
        QVERIFY(found <= static_cast<double>(value_ns) * (1 + 1.0 / 16));
    }

    void quantilesSplitTheCounts()
    {
        DurationHistogram histogram;
        histogram.add(10ns, 98);
        histogram.add(1us, 1);
        histogram.add(1ms, 1);

        QCOMPARE(histogram.count(), 100U);
        QVERIFY(histogram.quantile(0.5) == 10ns);
        QVERIFY(histogram.quantile(0.98) == 10ns);
        QVERIFY(histogram.quantile(0.99) >= 1us && histogram.quantile(0.99) < 1100ns);
        QVERIFY(histogram.quantile(1) == 1ms);
        QVERIFY(histogram.max() == 1ms);
    }

    void anEmptyHistogramHasNoDuration() { QVERIFY(DurationHistogram().quantile(0.99) == 0ns); }

    void aSecondIsTakenOnceAndTheWholeRunKeepsAll()
    {
        const TimePoint arrival = Clock::now();
        ClientLag lag;
        lag.start();
        lag.addStamped(arrival, arrival + 8ns, 3);
        const Sample first = lag.takeSecond(1s);
        lag.addStamped(arrival, arrival + 2ms, 1);
        lag.addUnstamped(4);
        const Sample second = lag.takeSecond(2s);
        const Sample empty = lag.takeSecond(3s);
        const Sample whole = lag.takeWholeRun(3s);

        QCOMPARE(first.endpoint, -1);
        QCOMPARE(first.source, QStringLiteral("client"));
        QVERIFY(first.at == 1s);
        QCOMPARE(first.values.at(QStringLiteral("events")), 3.0);
        QCOMPARE(first.values.at(QStringLiteral("lag_max_us")), 0.008);
        QCOMPARE(first.values.at(QStringLiteral("stamped_share")), 1.0);
        QCOMPARE(second.values.at(QStringLiteral("events")), 5.0);
        QCOMPARE(second.values.at(QStringLiteral("stamped_share")), 0.2);
        QCOMPARE(second.values.at(QStringLiteral("lag_max_us")), 2000.0);
        QCOMPARE(empty.values.at(QStringLiteral("events")), 0.0);
        QVERIFY(!empty.values.contains(QStringLiteral("lag_p99_us")));
        QCOMPARE(whole.values.at(QStringLiteral("events")), 8.0);
        QCOMPARE(whole.values.at(QStringLiteral("lag_p50_us")), 0.008);
        QCOMPARE(whole.values.at(QStringLiteral("lag_max_us")), 2000.0);
        QCOMPARE(whole.values.at(QStringLiteral("whole_run")), 1.0);
        QVERIFY(whole.values.at(QStringLiteral("cpu_share")) >= 0);
        QVERIFY(whole.values.at(QStringLiteral("cpu_share")) <= 1);
    }

    void aBusyThreadHasAShareOfACore()
    {
        ClientLag lag;
        lag.start();
        const std::clock_t begin = std::clock();
        volatile double sink = 0;
        while (std::clock() - begin < CLOCKS_PER_SEC / 50)
            sink = std::sqrt(sink + 1);
        QVERIFY(lag.takeSecond(1s).values.at(QStringLiteral("cpu_share")) > 0);
    }
};

QTEST_GUILESS_MAIN(TestClientLag)
#include "tst_clientlag.moc"
