// SPDX-License-Identifier: Apache-2.0
#include "metrics/summary.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <random>

using namespace streamgauge;

namespace {

/// Close to normal, mean 0: a sum of twelve uniform numbers, the same with every standard library.
double nearlyNormal(std::mt19937_64 &random)
{
    double sum = -6;
    for (int i = 0; i < 12; ++i)
        sum += double(random() >> 11) / double(1ull << 53);
    return sum;
}

double coverage(int count, int trials)
{
    std::mt19937_64 random(42);
    int held = 0;
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<double> values;
        for (int i = 0; i < count; ++i)
            values.push_back(nearlyNormal(random));
        const Statistics result = statistics(values);
        held += result.ci95Low <= 0 && result.ci95High >= 0 ? 1 : 0;
    }
    return double(held) / trials;
}

}

class TestStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handComputed_data()
    {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("median");
        QTest::addColumn<double>("p90");
        QTest::addColumn<double>("p95");
        QTest::addColumn<double>("p99");
        QTest::addColumn<double>("deviation");
        using List = std::vector<double>;

        QTest::newRow("one value is everything") << List {3.5} << 3.5 << 3.5 << 3.5 << 3.5 << 3.5 << 0.0;
        QTest::newRow("two values, unsorted") << List {3, 1} << 2.0 << 2.0 << 2.8 << 2.9 << 2.98 << std::sqrt(2.0);
        QTest::newRow("one to five") << List {5, 4, 3, 2, 1} << 3.0 << 3.0 << 4.6 << 4.8 << 4.96 << std::sqrt(2.5);
        QTest::newRow("one to four: median between")
            << List {1, 2, 3, 4} << 2.5 << 2.5 << 3.7 << 3.85 << 3.97 << std::sqrt(5.0 / 3);
        QTest::newRow("all the same") << List {0.1, 0.1, 0.1} << 0.1 << 0.1 << 0.1 << 0.1 << 0.1 << 0.0;
    }

    void handComputed()
    {
        QFETCH(std::vector<double>, values);
        const Statistics result = statistics(values);
        const auto isNear = [](double actual, double expected) { return std::abs(actual - expected) < 1e-12; };
        const auto expected = [](const char *name) {
            return *static_cast<const double *>(QTest::qData(name, QMetaType::Double));
        };
        QVERIFY(isNear(result.mean, expected("mean")));
        QVERIFY(isNear(result.median, expected("median")));
        QVERIFY(isNear(result.p90, expected("p90")));
        QVERIFY(isNear(result.p95, expected("p95")));
        QVERIFY(isNear(result.p99, expected("p99")));
        QVERIFY(isNear(result.standardDeviation, expected("deviation")));
        QCOMPARE(result.count, values.size());
        QCOMPARE(result.min, *std::min_element(values.begin(), values.end()));
        QCOMPARE(result.max, *std::max_element(values.begin(), values.end()));
        QVERIFY(result.ci95Low <= result.mean && result.mean <= result.ci95High);
        QVERIFY(result.ci95Low >= result.min && result.ci95High <= result.max);
    }

    void intervalOfOneValueIsTheValue()
    {
        const Statistics result = statistics({0.3});
        QCOMPARE(result.ci95Low, 0.3);
        QCOMPARE(result.ci95High, 0.3);
    }

    void sameValuesGiveTheSameInterval()
    {
        const Statistics once = statistics({1, 2, 4, 8, 16});
        const Statistics again = statistics({16, 8, 4, 2, 1});
        QCOMPARE(once.ci95Low, again.ci95Low);
        QCOMPARE(once.ci95High, again.ci95High);
        QCOMPARE(once.ci95Low, 2.2); // fixed, so that a changed generator is noticed
        QCOMPARE(once.ci95High, 11.4);
    }

    void intervalHoldsTheTruth_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("atLeast");
        QTest::addColumn<double>("atMost");
        QTest::newRow("three values promise too much") << 3 << 0.65 << 0.85;
        QTest::newRow("ten values promise a little too much") << 10 << 0.87 << 0.94;
        QTest::newRow("thirty values") << 30 << 0.93 << 0.97;
        QTest::newRow("many values, normal approximation") << 600 << 0.93 << 0.97;
    }

    void intervalHoldsTheTruth()
    {
        QFETCH(int, count);
        QFETCH(double, atLeast);
        QFETCH(double, atMost);
        const double share = coverage(count, 1000);
        qInfo("n = %d: the interval held the truth in %.1f %% of 1000 trials", count, share * 100);
        QVERIFY(share >= atLeast && share <= atMost);
    }

    void bothWaysToTheIntervalAgree()
    {
        std::mt19937_64 random(3);
        std::vector<double> values;
        for (int i = 0; i < 500; ++i)
            values.push_back(nearlyNormal(random));
        const Statistics bootstrapped = statistics(values);
        values.push_back(bootstrapped.mean);
        const Statistics approximated = statistics(values);
        QVERIFY(std::abs(bootstrapped.ci95Low - approximated.ci95Low) < 0.01);
        QVERIFY(std::abs(bootstrapped.ci95High - approximated.ci95High) < 0.01);
    }

    void aHundredThousandValues()
    {
        std::mt19937_64 random(3);
        std::vector<double> values;
        for (int i = 0; i < 100'000; ++i)
            values.push_back(nearlyNormal(random));
        QElapsedTimer timer;
        timer.start();
        const Statistics result = statistics(std::move(values));
        qInfo("100,000 values took %lld ms", timer.elapsed());
        QCOMPARE(result.count, 100'000u);
        QVERIFY(std::abs(result.mean) < 0.02);
    }
};

QTEST_GUILESS_MAIN(TestStatistics)

#include "tst_statistics.moc"
