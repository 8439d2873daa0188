// SPDX-License-Identifier: Apache-2.0
#include "metrics/meanratio.h"
#include "metrics/studentt.h"
#include "seededvalues.h"

#include <QTest>

#include <cmath>

using namespace streamgauge;

namespace {

bool isNear(double a, double b, double within = 1e-9)
{
    return std::abs(a - b) <= within * std::max(1.0, std::abs(b));
}

/// Of @p tests whose means are far apart; the truth is 1.2. How often the interval held it.
double coverage(int repetitions, int tests, bool isLogNormal, double variation, int trials)
{
    constexpr double truth = 1.2;
    const std::vector<double> means {5, 139, 25, 60, 70};
    SeededValues values(7);
    int held = 0;
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<Observations> observed;
        for (int test = 0; test < tests; ++test)
            for (const double factor : {truth, 1.0})
                observed.push_back(observationsOf(
                    values.around(means[std::size_t(test)] * factor, variation, repetitions, isLogNormal)));
        std::vector<ObservedPair> pairs;
        for (std::size_t i = 0; i < observed.size(); i += 2)
            pairs.push_back({&observed[i], &observed[i + 1]});
        const auto interval = meanRatio(pairs, Pooling::Means).interval;
        held += interval->low <= truth && truth <= interval->high ? 1 : 0;
    }
    return double(held) / trials;
}

}

class TestMeanRatio : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void studentsTAsInTables_data()
    {
        QTest::addColumn<double>("degrees");
        QTest::addColumn<double>("t");
        QTest::newRow("1") << 1.0 << 12.7062047;
        QTest::newRow("2") << 2.0 << 4.3026527;
        QTest::newRow("10") << 10.0 << 2.2281389;
        QTest::newRow("30") << 30.0 << 2.0422725;
        QTest::newRow("200") << 200.0 << 1.9718962;
        QTest::newRow("without end") << std::numeric_limits<double>::infinity() << 1.9599640;
    }

    void studentsTAsInTables()
    {
        QFETCH(double, degrees);
        QFETCH(double, t);
        QVERIFY(isNear(studentQuantile(0.05, degrees), t, 1e-7));
        QVERIFY(isNear(studentTwoSided(t, degrees), 0.05, 1e-7));
    }

    void studentsTInClosedForm()
    {
        QVERIFY(isNear(studentTwoSided(1, 1), 0.5));                     // Cauchy: 1 − 2 atan(t) / π
        QVERIFY(isNear(studentTwoSided(-1, 2), 1 - 1 / std::sqrt(3.0))); // 1 − t / √(2 + t²)
        QVERIFY(isNear(studentTwoSided(0, 5.5), 1));
    }

    void ratioAndErrorByHand()
    {
        const Observations value = observationsOf({13, 11});
        const Observations baseline = observationsOf({4, 6});
        const ObservedPair pair {&value, &baseline};
        const MeanRatio result = meanRatio({&pair, 1}, Pooling::Means);
        QVERIFY(isNear(result.ratio, 2.4)); // 12 / 5
        const double above = 1.0 / 144;     // variance 2 / 2 values / 12²
        const double below = 1.0 / 25;
        QVERIFY(isNear(result.interval->standardError, std::sqrt(above + below)));
        QVERIFY(isNear(result.interval->degrees, (above + below) * (above + below) / (above * above + below * below)));
        QVERIFY(result.interval->low < 2.4 && result.interval->high > 2.4);
    }

    void testsArePooledByMeansOrByRatios()
    {
        const Observations a = observationsOf({2, 2});
        const Observations b = observationsOf({1, 1});
        const Observations c = observationsOf({50, 50});
        const Observations d = observationsOf({100, 100});
        const std::vector<ObservedPair> pairs {{&a, &b, 1}, {&c, &d, 3}};
        const MeanRatio means = meanRatio(pairs, Pooling::Means);
        QVERIFY(isNear(means.ratio, 152.0 / 301)); // (1·2 + 3·50) / (1·1 + 3·100)
        QVERIFY(isNear(means.interval->low, means.ratio) && isNear(means.interval->high, means.ratio));
        QVERIFY(isNear(meanRatio(pairs, Pooling::Ratios).ratio, 1)); // √(2 · ½)
    }

    void oneValueBorrowsTheSpreadOfOtherTests()
    {
        const Observations one = observationsOf({10});
        const Observations two = observationsOf({9, 11}); // variance 2, relative 0.02
        const ObservedPair single {&one, &one};
        QVERIFY(!meanRatio({&single, 1}, Pooling::Means).interval);
        const std::vector<ObservedPair> pairs {{&one, &one}, {&two, &two}};
        // Each side: (2 / 1 + 2 / 2) / 20²
        QVERIFY(isNear(meanRatio(pairs, Pooling::Means).interval->standardError, std::sqrt(2 * 3.0 / 400)));
    }

    void manyValuesNeedOnlyTheirMoments()
    {
        const Observations many {.count = 101, .mean = 10, .variance = 4, .values = {}};
        const ObservedPair pair {&many, &many};
        const auto interval = meanRatio({&pair, 1}, Pooling::Means).interval;
        const double error = std::sqrt(2 * 4.0 / 101 / 100);
        QVERIFY(isNear(interval->degrees, 200));
        QVERIFY(isNear(interval->high, std::exp(1.9718962 * error), 1e-7));
        QVERIFY(isNear(interval->low * interval->high, 1));
    }

    void bothWaysAgreeWhereTheyMeet()
    {
        SeededValues values(11);
        for (const bool isLogNormal : {false, true}) {
            Observations value = observationsOf(values.around(12, 0.3, 100, isLogNormal));
            Observations baseline = observationsOf(values.around(10, 0.3, 100, isLogNormal));
            const ObservedPair pair {&value, &baseline};
            const MeanRatio drawn = meanRatio({&pair, 1}, Pooling::Means);
            value.values.clear();
            baseline.values.clear();
            const MeanRatio approximated = meanRatio({&pair, 1}, Pooling::Means);
            QVERIFY(isNear(drawn.ratio, approximated.ratio));
            const double width = approximated.interval->high - approximated.interval->low;
            QVERIFY(std::abs(drawn.interval->low - approximated.interval->low) < 0.06 * width);
            QVERIFY(std::abs(drawn.interval->high - approximated.interval->high) < 0.06 * width);
        }
    }

    void intervalHoldsTheTruth_data()
    {
        QTest::addColumn<int>("repetitions");
        QTest::addColumn<int>("tests");
        for (const auto &[repetitions, tests] : {std::pair {3, 5}, {5, 1}, {10, 1}, {30, 1}})
            QTest::addRow("%d values in each of %d tests", repetitions, tests) << repetitions << tests;
    }

    void intervalHoldsTheTruth()
    {
        QFETCH(int, repetitions);
        QFETCH(int, tests);
        constexpr int trials = 1000;
        for (const bool isLogNormal : {false, true})
            for (const double variation : {0.02, 0.3}) {
                const double share = coverage(repetitions, tests, isLogNormal, variation, trials);
                qInfo("%s, coefficient of variation %.2f: held in %.1f %% of %d", isLogNormal ? "log-normal" : "normal",
                      variation, share * 100, trials);
                QVERIFY(share >= 0.93 && share <= 0.97);
            }
    }
};

QTEST_GUILESS_MAIN(TestMeanRatio)

#include "tst_meanratio.moc"
