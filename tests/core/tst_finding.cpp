// SPDX-License-Identifier: Apache-2.0
#include "compare/finding.h"

#include <QTest>

namespace streamgauge {

namespace {

/// Values evenly from mean − spread to mean + spread; in a single repetition the mean alone.
Statistics around(double mean, double spread, int repetitions)
{
    std::vector<double> values;
    for (int i = 0; i < repetitions; ++i)
        values.push_back(repetitions == 1 ? mean : mean - spread + 2 * spread * i / (repetitions - 1));
    return statistics(std::move(values));
}

/// Tests of five repetitions with these means in each, spread by 2 %.
SeriesSummary series(const char *label, double tps, double ttft, int repetitions = 5, double spread = 0.02,
                     const QStringList &tests = {QStringLiteral("Short"), QStringLiteral("Long")})
{
    SeriesSummary summary;
    summary.label = QString::fromUtf8(label);
    summary.overall = {{Metric::Tps, around(tps, spread * tps, repetitions)},
                       {Metric::Ttft, around(ttft, spread * ttft, repetitions)}};
    for (const QString &name : tests) {
        TestSummary test;
        test.name = name;
        test.warm = summary.overall;
        summary.tests.push_back(test);
    }
    return summary;
}

SeriesSummary mistral()
{
    return series("Mistral", 9.8, 0.138);
}

SeriesSummary dead()
{
    SeriesSummary summary;
    summary.label = QStringLiteral("Dead");
    return summary;
}

QString findingOf(std::vector<SeriesSummary> all, std::size_t baseline = 0)
{
    Comparison comparison;
    comparison.series = std::move(all);
    comparison.baseline = baseline;
    return finding(comparison);
}

}

class TestFinding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentence_data()
    {
        QTest::addColumn<std::vector<SeriesSummary>>("all");
        QTest::addColumn<QString>("expected");
        using All = std::vector<SeriesSummary>;
        const auto row = [](const char *name, const All &all, const char *expected) {
            QTest::newRow(name) << all << QString::fromUtf8(expected);
        };
        row("shown in both", All {mistral(), series("Qwen", 8.2, 0.169)},
            "Mistral decodes 20 % faster than Qwen (95 % interval 18–21 %); TTFT: 18 % shorter (95 % interval 17–20 "
            "%)");
        row("three times as fast, TTFT alike", All {mistral(), series("GPT", 32.9, 0.1385), series("Slow", 3, 0.5)},
            "GPT decodes 3.4× as fast as Mistral (95 % interval 3.3–3.4); TTFT: no difference shown");
        row("hardly different: no claim, but what it would take", All {mistral(), series("Twin", 9.9, 0.139)},
            "No difference shown between Twin and Mistral; to show one as small as measured would take 31 repetitions "
            "of each test");
        row("equal: no claim", All {mistral(), series("Twin", 9.8, 0.138)},
            "No difference shown between Twin and Mistral");
        row("one repetition: no claim", All {mistral(), series("Once", 20, 0.1, 1)},
            "Too few repetitions to tell Once and Mistral apart: 3 of each test would do");
        row("only TTFT differs", All {mistral(), series("Late", 9.8, 0.414)},
            "Late against Mistral: no difference shown in decoding; TTFT: 3.0× as long (95 % interval 2.96–3.04)");
        row("tests that only one of them has",
            All {mistral(),
                 series("Qwen", 8.2, 0.169, 5, 0.02,
                        {QStringLiteral("Short"), QStringLiteral("Long"), QStringLiteral("Another")})},
            "Mistral decodes 20 % faster than Qwen (95 % interval 18–21 %); TTFT: 18 % shorter (95 % interval 17–20 "
            "%); 2 of 3 tests compared");
        row("no test in common", All {mistral(), series("Qwen", 8.2, 0.169, 5, 0.02, {QStringLiteral("Another")})},
            "Mistral and Qwen: no decoding speed to compare");
        row("one series alone is told, not compared", All {mistral()},
            "Mistral decodes 9.8 tokens/s, first token after 0.14 s");
        row("nothing completed", All {dead()}, "Dead: no request completed");
        row("a label that looks like a place to fill in", All {mistral(), series("%1 %2", 8.2, 0.138)},
            "Mistral decodes 20 % faster than %1 %2 (95 % interval 18–21 %); TTFT: no difference shown");
    }

    void sentence()
    {
        QFETCH(std::vector<SeriesSummary>, all);
        QFETCH(QString, expected);
        QCOMPARE(findingOf(all), expected);
    }

    void theBaselineDecidesAgainstWhatIsMeasured()
    {
        const std::vector<SeriesSummary> all {mistral(), series("Qwen", 8.2, 0.169), series("GPT", 32.9, 0.139)};
        QVERIFY(findingOf(all, 1).startsWith(QStringLiteral("GPT decodes 4.0× as fast as Qwen (95 % interval ")));
        QVERIFY(findingOf(all, 2).startsWith(QStringLiteral("GPT decodes 3.4× as fast as Mistral (95 % interval ")));
    }

    void nothingToCompareSaysNothing() { QVERIFY(finding({}).isEmpty()); }
};

}

QTEST_GUILESS_MAIN(streamgauge::TestFinding)

#include "tst_finding.moc"
