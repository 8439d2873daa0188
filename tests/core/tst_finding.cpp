// SPDX-License-Identifier: Apache-2.0
#include "compare/finding.h"

#include <QTest>

namespace streamgauge {

namespace {

/// Means whose 95 % interval reaches @p spread to either side.
Statistics around(double mean, double spread, std::size_t count = 15)
{
    Statistics statistics;
    statistics.mean = mean;
    statistics.median = mean;
    statistics.count = count;
    statistics.ci95Low = mean - spread;
    statistics.ci95High = mean + spread;
    return statistics;
}

SeriesSummary series(const QString &label, const Statistics &tps, const Statistics &ttft)
{
    SeriesSummary summary;
    summary.label = label;
    summary.overall = {{Metric::Tps, tps}, {Metric::Ttft, ttft}};
    return summary;
}

SeriesSummary mistral()
{
    return series(QStringLiteral("Mistral"), around(9.8, 0.3), around(0.138, 0.01));
}

SeriesSummary dead()
{
    SeriesSummary summary;
    summary.label = QStringLiteral("Dead");
    return summary;
}

}

class TestFinding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentence_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a clear difference in both")
            << QStringLiteral("both")
            << QStringLiteral("Mistral decodes 20 % faster than Qwen; its first token comes 18 % sooner");
        QTest::newRow("three times as fast, first token unclear")
            << QStringLiteral("gpt")
            << QStringLiteral("GPT decodes 3.4× as fast as Mistral; time to first token: no clear difference");
        QTest::newRow("intervals overlap: no claim")
            << QStringLiteral("overlap") << QStringLiteral("No clear difference between Twin and Mistral");
        QTest::newRow("one repetition: no claim")
            << QStringLiteral("once") << QStringLiteral("Too few repetitions to tell Once and Mistral apart");
        QTest::newRow("only the first token differs")
            << QStringLiteral("late")
            << QStringLiteral("Decoding: no clear difference between Late and Mistral; the first token of Late "
                              "takes 3.0× as long");
        QTest::newRow("one series alone is told, not compared")
            << QStringLiteral("alone") << QStringLiteral("Mistral decodes 9.8 tokens/s, first token after 0.14 s");
        QTest::newRow("nothing completed") << QStringLiteral("nothing") << QStringLiteral("Dead: no request completed");
    }

    void sentence()
    {
        QFETCH(QString, what);
        QFETCH(QString, expected);
        const std::map<QString, std::vector<SeriesSummary>> cases {
            {QStringLiteral("both"),
             {mistral(), series(QStringLiteral("Qwen"), around(8.2, 0.2), around(0.169, 0.01))}},
            {QStringLiteral("gpt"),
             {mistral(), series(QStringLiteral("GPT"), around(32.9, 1), around(0.139, 0.01)),
              series(QStringLiteral("Slow"), around(3, 0.1), around(0.5, 0.01))}},
            {QStringLiteral("overlap"),
             {mistral(), series(QStringLiteral("Twin"), around(9.9, 0.3), around(0.139, 0.01))}},
            {QStringLiteral("once"), {mistral(), series(QStringLiteral("Once"), around(20, 0, 1), around(0.1, 0, 1))}},
            {QStringLiteral("late"),
             {mistral(), series(QStringLiteral("Late"), around(9.9, 0.3), around(0.414, 0.01))}},
            {QStringLiteral("alone"), {mistral()}},
            {QStringLiteral("nothing"), {dead()}},
        };
        Comparison comparison;
        comparison.series = cases.at(what);
        comparison.baseline = 0;
        QCOMPARE(finding(comparison), expected);
    }

    void theBaselineDecidesAgainstWhatIsMeasured()
    {
        Comparison comparison;
        comparison.series = {mistral(), series(QStringLiteral("Qwen"), around(8.2, 0.2), around(0.169, 0.01)),
                             series(QStringLiteral("GPT"), around(32.9, 1), around(0.139, 0.01))};
        comparison.baseline = 1;
        QVERIFY(finding(comparison).startsWith(QStringLiteral("GPT decodes 4.0× as fast as Qwen")));
        comparison.baseline = 2;
        QVERIFY(finding(comparison).startsWith(QStringLiteral("GPT decodes 3.4× as fast as Mistral")));
    }

    void nothingToCompareSaysNothing() { QVERIFY(finding({}).isEmpty()); }
};

}

QTEST_GUILESS_MAIN(streamgauge::TestFinding)

#include "tst_finding.moc"
