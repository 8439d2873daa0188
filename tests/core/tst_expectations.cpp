// SPDX-License-Identifier: Apache-2.0
#include "compare/expectations.h"
#include "referenceruns.h"
#include "report/reporttables.h"

#include <QTest>

using namespace streamgauge;

namespace {

SeriesSummary llama(const std::vector<Expectation> &expectations)
{
    SeriesSummary series = summarizeSeries(referenceRun(QStringLiteral("Llama-70B")), 0);
    series.overall = series.withCold; // as published
    series.expectations = expectations;
    return series;
}

}

class TestExpectations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusInWords_data()
    {
        QTest::addColumn<QString>("metric");
        QTest::addColumn<double>("atLeast");
        QTest::addColumn<double>("atMost");
        QTest::addColumn<QString>("words");

        // Llama-70B as published: TPS 3.9, TTFT 0.541 s.
        QTest::newRow("far below") << QStringLiteral("tps") << 12.0 << 15.0 << QStringLiteral("missed by 67 %");
        QTest::newRow("within") << QStringLiteral("tps") << 3.0 << 5.0 << QStringLiteral("met");
        QTest::newRow("better than the range")
            << QStringLiteral("tps") << 2.0 << 3.0 << QStringLiteral("exceeded by 32 %");
        QTest::newRow("at least") << QStringLiteral("tps") << 3.0 << -1.0 << QStringLiteral("met");
        QTest::newRow("too late") << QStringLiteral("ttft") << -1.0 << 0.14 << QStringLiteral("missed by 286 %");
        QTest::newRow("sooner than expected")
            << QStringLiteral("ttft") << 0.6 << 0.8 << QStringLiteral("exceeded by 10 %");
    }

    void statusInWords()
    {
        QFETCH(QString, metric);
        QFETCH(double, atLeast);
        QFETCH(double, atMost);
        QFETCH(QString, words);

        Expectation expectation {.metric = metric, .atLeast = {}, .atMost = {}};
        if (atLeast >= 0)
            expectation.atLeast = atLeast;
        if (atMost >= 0)
            expectation.atMost = atMost;
        const SeriesSummary series = llama({expectation});
        const auto judged = expectedAgainstActual(series);
        QCOMPARE(judged.size(), 1u);
        QCOMPARE(streamgauge::statusInWords(judged[0]), words);
        QCOMPARE(unmetExpectations(series).isEmpty(), words == u"met");
    }

    void whatWasNotMeasuredIsNotMet()
    {
        SeriesSummary series = llama({{.metric = QStringLiteral("tps"), .atLeast = 1, .atMost = {}}});
        series.overall.clear();
        QCOMPARE(streamgauge::statusInWords(expectedAgainstActual(series)[0]), QStringLiteral("not measured"));
        QCOMPARE(unmetExpectations(series), QStringList(QStringLiteral("TPS was not measured, expected at least 1")));
    }

    void theTableIsThePublishedOne()
    {
        const Comparison comparison {
            .series = {llama({{.metric = QStringLiteral("tps"), .atLeast = 12, .atMost = 15},
                              {.metric = QStringLiteral("ttft"), .atLeast = {}, .atMost = 0.14}})},
            .baseline = {}};
        const ReportTable table = expectationTable(comparison);
        QCOMPARE(table.rows.size(), 2u);
        QCOMPARE(table.rows[0].mid(2),
                 QStringList({QStringLiteral("12 to 15"), QStringLiteral("3.9"), QStringLiteral("missed by 67 %")}));
        QCOMPARE(
            table.rows[1].mid(2),
            QStringList({QStringLiteral("at most 0.14"), QStringLiteral("0.541"), QStringLiteral("missed by 286 %")}));
        QVERIFY(expectationTable({.series = {llama({})}, .baseline = {}}).rows.empty());
    }
};

QTEST_GUILESS_MAIN(TestExpectations)

#include "tst_expectations.moc"
