// SPDX-License-Identifier: Apache-2.0
#include "compare/expectations.h"
#include "endpoint/endpointsfile.h"
#include "referenceruns.h"
#include "report/reporttables.h"
#include "runfile/headerparser.h"
#include "runfile/runwriter.h"

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
        const Comparison comparison {.series = {series}, .baseline = {}};
        const auto judged = expectedAgainstActual(comparison, 0);
        QCOMPARE(judged.size(), 1u);
        QCOMPARE(streamgauge::statusInWords(judged[0]), words);
        QCOMPARE(unmetExpectations(comparison, 0).isEmpty(), words == u"met");
    }

    void whatWasNotMeasuredIsNotMet()
    {
        SeriesSummary series = llama({{.metric = QStringLiteral("tps"), .atLeast = 1, .atMost = {}}});
        series.overall.clear();
        series.cold.clear();
        const Comparison comparison {.series = {series}, .baseline = {}};
        QCOMPARE(streamgauge::statusInWords(expectedAgainstActual(comparison, 0)[0]), QStringLiteral("not measured"));
        QCOMPARE(unmetExpectations(comparison, 0),
                 QStringList(QStringLiteral("TPS was not measured, expected at least 1")));
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
                 QStringList({QStringLiteral("12 to 15"), QStringLiteral("suite"), QStringLiteral("3.9"),
                              QStringLiteral("missed by 67 %")}));
        QCOMPARE(table.rows[1].mid(2),
                 QStringList({QStringLiteral("at most 0.14"), QStringLiteral("suite"), QStringLiteral("0.541"),
                              QStringLiteral("missed by 286 %")}));
        QVERIFY(expectationTable({.series = {llama({})}, .baseline = {}}).rows.empty());
    }

    void ofAnEndpointGoThroughItsFileAndTheRun()
    {
        const QByteArray yaml = "endpoints:\n  - label: A\n    url: http://h\n"
                                "    expect: {tps: 12–15, ttft: \"< 140 ms\", total_time: \">-20% over B (old)\"}\n";
        const auto read = parseEndpoints(yaml, {});
        QVERIFY2(read, read ? "" : qPrintable(read.error().toString()));
        const auto again = parseEndpoints(formatEndpoints(*read), {});
        QVERIFY(again);
        QVERIFY(*again == *read);

        Run run;
        run.header.suite.expectations = {{.metric = QStringLiteral("tps"), .atLeast = 99, .atMost = {}}};
        run.header.endpoints = *read;
        const auto header = parseHeader(headerLine(run.header).trimmed(), {});
        QVERIFY2(header, header ? "" : qPrintable(header.error().toString()));
        run.header = *header;
        const auto expected = summarizeSeries(run, 0).expectations;
        QVERIFY(expected == read->at(0).expectations); // its own TPS instead of the suite's
        QCOMPARE(expected[2].over, QStringLiteral("B (old)"));
        QVERIFY(expected[2].source == ExpectationSource::Endpoint);

        const auto wrong = parseEndpoints("endpoints:\n  - label: A\n    url: http://h\n    expect: {tps: 12}\n", {});
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().line, 4);
    }

    void aChangeIsMeasuredAgainstAnotherSeries_data()
    {
        QTest::addColumn<QString>("over");
        QTest::addColumn<QString>("words");
        // Qwen3-32B has 8.2 tokens/s and Mistral-24B 9.8: 20 % more.
        QTest::newRow("label") << QStringLiteral("Qwen3-32B") << QStringLiteral("met");
        QTest::newRow("in another case") << QStringLiteral("qwen3-32b") << QStringLiteral("met");
        QTest::newRow("how the label begins") << QStringLiteral("Qwen3") << QStringLiteral("met");
        QTest::newRow("baseline") << QStringLiteral("baseline") << QStringLiteral("met");
        QTest::newRow("itself") << QStringLiteral("Mistral-24B") << QStringLiteral("missed by 9 %");
        QTest::newRow("nobody") << QStringLiteral("Phi-4") << QStringLiteral("nothing of Phi-4 to compare with");
    }

    void aChangeIsMeasuredAgainstAnotherSeries()
    {
        QFETCH(QString, over);
        QFETCH(QString, words);
        Comparison comparison {.series = {summarizeSeries(referenceRun(QStringLiteral("Mistral-24B")), 0),
                                          summarizeSeries(referenceRun(QStringLiteral("Qwen3-32B")), 0)},
                               .baseline = 1,
                               .cold = ColdRequests::Included};
        comparison.series[0].expectations = {
            {.metric = QStringLiteral("tps"), .atLeast = 10, .atMost = 30, .over = over}};
        const auto judged = expectedAgainstActual(comparison, 0);
        QCOMPARE(streamgauge::statusInWords(judged[0]), words);
        QCOMPARE(unmetExpectations(comparison, 0).isEmpty(), words == u"met");
        if (over == u"baseline")
            QCOMPARE(rangeInWords(judged[0]), QStringLiteral("+10 to +30 % over baseline: 9.0 to 10.7"));
    }
};

QTEST_GUILESS_MAIN(TestExpectations)

#include "tst_expectations.moc"
