// SPDX-License-Identifier: Apache-2.0
#include "compare/differences.h"
#include "referenceruns.h"
#include "seededvalues.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>

using namespace streamgauge;

namespace {

constexpr int testCount = 5;

/// Tests of the means 1, 2, …; all main metrics are the same numbers times @p factor, each varying on its own.
SeriesSummary measured(SeededValues &random, double factor, double variation, int repetitions, int tests = testCount)
{
    SeriesSummary series;
    for (int test = 0; test < tests; ++test) {
        TestSummary summary;
        summary.name = QStringLiteral("Test %1").arg(test + 1);
        for (const Metric metric : mainMetrics)
            summary.warm[metric] = statistics(random.around((test + 1) * factor, variation, repetitions));
        series.tests.push_back(summary);
    }
    series.overall = series.tests.front().warm; // only which metrics there are is looked at
    return series;
}

Comparison compared(std::vector<SeriesSummary> series)
{
    Comparison comparison;
    comparison.series = std::move(series);
    comparison.baseline = 0;
    return comparison;
}

Comparison reference(ColdRequests cold)
{
    Comparison comparison = compared({summarizeSeries(referenceRun(QStringLiteral("Qwen3-32B")), 0),
                                      summarizeSeries(referenceRun(QStringLiteral("Mistral-24B")), 0),
                                      summarizeSeries(referenceRun(QStringLiteral("GPT-OSS-20B")), 0)});
    comparison.cold = cold;
    return comparison;
}

int claims(const Differences &tested)
{
    return int(
        std::ranges::count_if(tested.all, [](const auto &one) { return one.second.verdict != Verdict::NotShown; }));
}

}

class TestDifferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedDifferencesAndWhetherTheyAreShown_data()
    {
        QTest::addColumn<Metric>("metric");
        QTest::addColumn<int>("percent");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("TTFT varies too much") << Metric::Ttft << -18 << QStringLiteral("no difference shown");
        QTest::newRow("Total Time") << Metric::TotalTime << -41 << QStringLiteral("faster");
        QTest::newRow("TPS") << Metric::Tps << 20 << QStringLiteral("faster");
        QTest::newRow("Output tokens") << Metric::OutputTokens << -27 << QStringLiteral("fewer");
    }

    void publishedDifferencesAndWhetherTheyAreShown()
    {
        QFETCH(Metric, metric);
        QFETCH(int, percent);
        QFETCH(QString, verdict);
        const Differences tested = differences(reference(ColdRequests::Included));
        const TestedDifference *mistral = tested.of(1, metric);
        QVERIFY(mistral);
        QCOMPARE(qRound(asDifference(*mistral, metric).percent), percent);
        QCOMPARE(verdictInWords(*mistral, metric), verdict);
        QCOMPARE(mistral->tests, 5);
        QVERIFY(mistral->ratio95->low <= mistral->ratio && mistral->ratio <= mistral->ratio95->high);
    }

    void threeRepetitionsShowNothingOfOneTest()
    {
        const Differences tested = differences(reference(ColdRequests::Apart));
        QCOMPARE(tested.compared, 2 * 3 * (1 + 5));
        const TestedDifference *one = tested.of(2, Metric::Tps, QStringLiteral("Code Generation"));
        QVERIFY(one && one->ratio > 4);
        QCOMPARE(one->p, 0.1); // 2 of the 20 ways to deal three and three
        QVERIFY(one->verdict == Verdict::NotShown && one->tooFew);
        QCOMPARE(one->repetitions.value_or(0), 7);                      // 2 / C(14, 7) < 0.05 / 36 < 2 / C(12, 6)
        QVERIFY(tested.of(2, Metric::Tps)->verdict == Verdict::Better); // all five together do
    }

    void onlyCommonTestsAreComparedAndWeighAlike()
    {
        const auto series = [](double shortTps, double longTps, const char *second) {
            SeriesSummary summary;
            for (const auto &[name, tps] : {std::pair {"Short", shortTps}, {second, longTps}}) {
                TestSummary test;
                test.name = QString::fromUtf8(name);
                test.warm[Metric::Tps] = statistics({tps, tps * 1.01, tps * 0.99});
                summary.tests.push_back(test);
            }
            summary.overall = summary.tests.front().warm;
            return summary;
        };
        Differences tested = differences(compared({series(10, 20, "Long"), series(20, 1, "Another")}));
        QCOMPARE(qRound(tested.of(1, Metric::Tps)->ratio * 100), 200);
        QCOMPARE(tested.of(1, Metric::Tps)->tests, 1);
        QVERIFY(tested.of(1, Metric::Tps, QStringLiteral("Short")));
        QVERIFY(!tested.of(1, Metric::Tps, QStringLiteral("Another")));
        QCOMPARE(tested.compared, 1); // the one test is all tests

        // More requests of the slower test must not make a series slower.
        std::vector<SeriesSummary> both {series(10, 20, "Long"), series(10, 20, "Long")};
        both[1].tests[0].warm[Metric::Tps] = statistics({10, 10, 10, 10, 10, 10, 10});
        tested = differences(compared(both));
        QVERIFY(std::abs(tested.of(1, Metric::Tps)->ratio - 1) < 1e-9);
    }

    void nothingInCommonIsNotCompared()
    {
        SeededValues random(1);
        Comparison comparison = compared({measured(random, 1, 0.1, 3), measured(random, 1, 0.1, 3)});
        for (TestSummary &test : comparison.series[1].tests)
            test.name += QLatin1Char('x');
        QVERIFY(differences(comparison).all.empty());
        QVERIFY(differences({}).all.empty());
    }

    void oneRepetitionIsTooFew()
    {
        SeededValues random(1);
        const Differences tested = differences(compared({measured(random, 1, 0.1, 1), measured(random, 9, 0.1, 1)}));
        const TestedDifference *tps = tested.of(1, Metric::Tps);
        QVERIFY(tps->verdict == Verdict::NotShown && tps->tooFew && !tps->ratio95);
        QCOMPARE(tps->p, 2.0 / 32);
        QCOMPARE(tps->repetitions.value_or(0), 2);
    }

    /// Any claim among all comparisons of three series counts.
    void equalSeriesAreSeldomCalledDifferent_data()
    {
        QTest::addColumn<int>("repetitions");
        QTest::addColumn<double>("variation");
        QTest::newRow("three repetitions") << 3 << 0.1;
        QTest::newRow("six repetitions, each test can be told apart") << 6 << 0.3;
    }

    void equalSeriesAreSeldomCalledDifferent()
    {
        QFETCH(int, repetitions);
        QFETCH(double, variation);
        constexpr int trials = 400;
        SeededValues random(20);
        int wrong = 0;
        for (int trial = 0; trial < trials; ++trial) {
            std::vector<SeriesSummary> series;
            for (int i = 0; i < 3; ++i)
                series.push_back(measured(random, 1, variation, repetitions, 2));
            wrong += claims(differences(compared(series))) > 0 ? 1 : 0;
        }
        qInfo("wrong in %d of %d", wrong, trials);
        QVERIFY(wrong <= trials * 0.05);
    }

    void realDifferencesAreShown()
    {
        SeededValues random(8);
        constexpr int trials = 50;
        int shown = 0;
        for (int trial = 0; trial < trials; ++trial) {
            const Differences tested =
                differences(compared({measured(random, 1, 0.05, 3), measured(random, 0.8, 0.05, 3)}));
            shown += tested.of(1, Metric::TotalTime)->verdict == Verdict::Better ? 1 : 0;
        }
        QVERIFY(shown >= trials * 0.9);
    }

    /// 200 values are drawn from and permuted; of the same as mere moments, Student's t decides.
    void bothMethodsAgreeOnManyValues()
    {
        SeededValues random(4);
        for (const double factor : {1.0, 1.04, 1.1}) {
            Comparison comparison = compared({measured(random, 1, 0.2, 40), measured(random, factor, 0.2, 40)});
            const Differences drawn = differences(comparison);
            for (SeriesSummary &series : comparison.series)
                for (TestSummary &test : series.tests)
                    for (auto &[metric, statistics] : test.warm)
                        statistics.perRequest.values.clear();
            const Differences approximated = differences(comparison);
            for (const Metric metric : mainMetrics) {
                const double p = drawn.of(1, metric)->p;
                const double other = approximated.of(1, metric)->p;
                QVERIFY2(std::abs(p - other) < 0.2 * other + 0.002,
                         qPrintable(QStringLiteral("%1 and %2").arg(p).arg(other)));
            }
        }
    }

    void tenRunsOfAHundredThousandRequests()
    {
        SeededValues random(4);
        std::vector<SeriesSummary> series;
        for (int i = 0; i < 10; ++i) {
            series.push_back(measured(random, 1 + 0.1 * i, 0.2, 2));
            for (TestSummary &test : series.back().tests)
                for (auto &[metric, statistics] : test.warm)
                    statistics = streamgauge::statistics(random.around(1 + 0.1 * i, 0.2, 2'000));
        }
        QVERIFY(series[0].tests[0].warm.at(Metric::Tps).perRequest.values.empty());
        QElapsedTimer timer;
        timer.start();
        const Differences tested = differences(compared(series));
        qInfo("%d comparisons took %lld ms", tested.compared, timer.elapsed());
        QCOMPARE(tested.compared, 9 * 3 * 6);
        QCOMPARE(claims(tested), 9 * 3 * 6);
    }
};

QTEST_GUILESS_MAIN(TestDifferences)

#include "tst_differences.moc"
