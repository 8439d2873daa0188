// SPDX-License-Identifier: Apache-2.0
#include "compare/comparison.h"
#include "compare/expectations.h"
#include "referenceruns.h"

#include <QTest>

using namespace streamgauge;

namespace {

Statistics withMean(double mean)
{
    Statistics result;
    result.mean = mean;
    return result;
}

Statistics published(const QString &label, Metric metric)
{
    return summarizeSeries(referenceRun(label), 0).withCold.at(metric);
}

SeriesSummary labelled(const char *label, const char *title, int minute)
{
    SeriesSummary series;
    series.label = QString::fromUtf8(label);
    series.runTitle = QString::fromUtf8(title);
    series.started = QDateTime(QDate(2026, 11, 24), QTime(3, minute), Qt::UTC);
    return series;
}

QStringList labelsOf(const std::vector<SeriesSummary> &series)
{
    QStringList labels;
    for (const SeriesSummary &one : series)
        labels.append(one.label);
    return labels;
}

}

class TestComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedDifferences_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("baseline");
        QTest::addColumn<Metric>("metric");
        QTest::addColumn<QString>("words");
        const QString mistral = QStringLiteral("Mistral-24B");
        const QString qwen = QStringLiteral("Qwen3-32B");
        const QString llama = QStringLiteral("Llama-70B");
        QTest::newRow("Mistral's TTFT") << mistral << qwen << Metric::Ttft << QStringLiteral("18 % faster");
        QTest::newRow("Mistral's Total Time") << mistral << qwen << Metric::TotalTime << QStringLiteral("41 % faster");
        QTest::newRow("Mistral's TPS") << mistral << qwen << Metric::Tps << QStringLiteral("20 % faster");
        QTest::newRow("Llama's TPS") << llama << mistral << Metric::Tps << QStringLiteral("60 % slower");
        QTest::newRow("itself") << llama << llama << Metric::Tps << QStringLiteral("same");
    }

    void publishedDifferences()
    {
        QFETCH(QString, label);
        QFETCH(QString, baseline);
        QFETCH(Metric, metric);
        QFETCH(QString, words);
        const auto against = difference(published(label, metric), published(baseline, metric), metric);
        QVERIFY(against);
        QCOMPARE(inWords(*against, metric), words);
    }

    void llamaAgainstThePublishedBaseline()
    {
        const auto percent = [](double value, double baseline, Metric metric) {
            const auto against = difference(withMean(value), withMean(baseline), metric);
            return QString::number(against.value().percent, 'f', 1);
        };
        const double tps = published(QStringLiteral("Llama-70B"), Metric::Tps).mean;
        const double ttft_s = published(QStringLiteral("Llama-70B"), Metric::Ttft).mean;
        QVERIFY(qAbs((tps - 9.8) / 9.8 * 100 - -59.7) < 0.15);
        QCOMPARE(percent(tps, 9.8, Metric::Tps), QString::number((tps / 9.8 - 1) * 100, 'f', 1));
        QCOMPARE(percent(ttft_s, 0.138, Metric::Ttft), QStringLiteral("291.8"));
    }

    void words_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<Metric>("metric");
        QTest::addColumn<QString>("words");
        QTest::newRow("a longer time") << 3.93 << Metric::Ttft << QStringLiteral("293 % slower");
        QTest::newRow("a shorter time") << 0.82 << Metric::TotalTime << QStringLiteral("18 % faster");
        QTest::newRow("a lower rate") << 0.4 << Metric::Tps << QStringLiteral("60 % slower");
        QTest::newRow("less than half a percent") << 1.004 << Metric::Tps << QStringLiteral("same");
        QTest::newRow("more tokens are not faster") << 1.5 << Metric::OutputTokens << QStringLiteral("50 % more");
        QTest::newRow("fewer tokens are not slower") << 0.5 << Metric::OutputTokens << QStringLiteral("50 % fewer");
    }

    void words()
    {
        QFETCH(double, value);
        QFETCH(Metric, metric);
        QFETCH(QString, words);
        const auto against = difference(withMean(value), withMean(1), metric);
        QVERIFY(against);
        QCOMPARE(inWords(*against, metric), words);
    }

    void noDifferenceWithoutBothSidesOrAgainstZero()
    {
        QVERIFY(!difference(std::nullopt, withMean(1), Metric::Ttft));
        QVERIFY(!difference(withMean(1), std::nullopt, Metric::Ttft));
        QVERIFY(!difference(withMean(1), withMean(0), Metric::Ttft));
    }

    void sameLabelsAreToldApart()
    {
        std::vector<SeriesSummary> series {labelled("A", "Monday", 1), labelled("A", "Tuesday", 1),
                                           labelled("B", "Monday", 1)};
        tellApart(series);
        QCOMPARE(labelsOf(series),
                 (QStringList {QStringLiteral("A (Monday)"), QStringLiteral("A (Tuesday)"), QStringLiteral("B")}));

        series = {labelled("A", "Monday", 1), labelled("A", "Monday", 2)};
        tellApart(series);
        QCOMPARE(labelsOf(series),
                 (QStringList {QStringLiteral("A (Monday) (2026-11-24 03:01:00)"),
                               QStringLiteral("A (Monday) (2026-11-24 03:02:00)")}));

        series = {labelled("A", "Monday", 1), labelled("A", "Monday", 1)};
        tellApart(series);
        QVERIFY(series[0].label.endsWith(QLatin1String("#1")) && series[1].label.endsWith(QLatin1String("#2")));
    }

    void testsOfAllSeriesAreListedOnce()
    {
        Comparison comparison;
        comparison.series = {summarizeSeries(referenceRun(QStringLiteral("Mistral-24B")), 0),
                             summarizeSeries(referenceRun(QStringLiteral("Qwen3-32B")), 0)};
        comparison.series[1].tests[2].name = QStringLiteral("Another");
        const auto names = testNames(comparison);
        QCOMPARE(names.size(), 6u);
        QCOMPARE(names[5], QStringLiteral("Another"));
        QVERIFY(testStatistics(comparison.series[1], names[5], Metric::Tps, ColdRequests::Apart));
        QVERIFY(!testStatistics(comparison.series[0], names[5], Metric::Tps, ColdRequests::Apart));
        QCOMPARE(testStatistics(comparison.series[0], names[0], Metric::Tps, ColdRequests::Apart)->count, 2u);
        QCOMPARE(testStatistics(comparison.series[0], names[0], Metric::Tps, ColdRequests::Included)->count, 3u);
    }

    void conditionsNameWhatMatters()
    {
        Comparison comparison;
        comparison.series = {summarizeSeries(referenceRun(QStringLiteral("Mistral-24B")), 0),
                             summarizeSeries(referenceRun(QStringLiteral("Qwen3-32B")), 0)};
        QCOMPARE(conditions(comparison),
                 QStringLiteral(
                     "dgx-spark · Speed test · 2026-01-02 · n = 14 · tokens by characters · cold requests apart"));
        comparison.series[1].simulated = true;
        comparison.series[1].simulationSpeed = 50;
        QVERIFY(conditions(comparison).startsWith(QStringLiteral("simulated at 50× speed: Qwen3-32B · ")));
        comparison.series[0].simulated = true;
        QVERIFY(conditions(comparison)
                    .startsWith(QStringLiteral("simulated: Mistral-24B · simulated at 50× speed: Qwen3-32B · ")));
        comparison.series[0].simulationSpeed = 50;
        QVERIFY(conditions(comparison).startsWith(QStringLiteral("simulated at 50× speed · ")));
    }

    void conditionsOfManySeriesStayShort()
    {
        Comparison comparison;
        const SeriesSummary one = summarizeSeries(referenceRun(QStringLiteral("Mistral-24B")), 0);
        comparison.series.assign(4, one);
        comparison.series.front().overall[Metric::TotalTime].count = 3;
        QVERIFY(conditions(comparison).contains(QStringLiteral("n = Mistral-24B 3, Mistral-24B 14, ")));
        comparison.series.push_back(one);
        QVERIFY2(conditions(comparison).contains(QStringLiteral(" · n = 3 to 14 · ")),
                 qPrintable(conditions(comparison)));
    }

    void expectations_data()
    {
        QTest::addColumn<QString>("metric");
        QTest::addColumn<double>("atLeast");
        QTest::addColumn<double>("atMost");
        QTest::addColumn<QStringList>("unmet");
        QTest::newRow("met") << QStringLiteral("tps") << 3.0 << 15.0 << QStringList();
        QTest::newRow("too slow") << QStringLiteral("tps") << 12.0 << 15.0
                                  << QStringList {QStringLiteral("TPS is 3.9 tokens/s, expected 12 to 15")};
        QTest::newRow("too late") << QStringLiteral("ttft") << 0.0 << 0.14
                                  << QStringList {QStringLiteral("TTFT is 0.347 s, expected 0 to 0.14")};
    }

    void expectations()
    {
        QFETCH(QString, metric);
        QFETCH(double, atLeast);
        QFETCH(double, atMost);
        QFETCH(QStringList, unmet);
        SeriesSummary series = summarizeSeries(referenceRun(QStringLiteral("Llama-70B")), 0);
        series.expectations = {{.metric = metric, .atLeast = atLeast, .atMost = atMost}};
        QCOMPARE(unmetExpectations({.series = {series}, .baseline = {}}, 0), unmet);
    }

    void whatWasNotMeasuredIsNotMet()
    {
        SeriesSummary series;
        series.expectations = {{.metric = QStringLiteral("tps"), .atLeast = 3, .atMost = std::nullopt}};
        QCOMPARE(unmetExpectations({.series = {series}, .baseline = {}}, 0),
                 QStringList {QStringLiteral("TPS was not measured, expected at least 3")});
    }
};

QTEST_GUILESS_MAIN(TestComparison)

#include "tst_comparison.moc"
