// SPDX-License-Identifier: Apache-2.0
#include "simulator/prometheustext.h"
#include "telemetry/servermetrics.h"

#include <QFile>
#include <QTest>

#include <cmath>

using namespace streamgauge;

namespace {

QByteArray data(const char *name)
{
    QFile file(QStringLiteral(TEST_DATA "/metrics/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no %s", name);
    QByteArray text = file.readAll();
    if (const qsizetype head = text.indexOf("\r\n\r\n"); text.startsWith("HTTP/") && head > 0)
        text = text.mid(head + 4);
    return text;
}

SampleValues valuesOf(const QByteArray &text, const QString &model = {})
{
    return serverMetrics(parseMetrics(text), model);
}

}

class TestServerMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsALine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("label"); // the value of "a"
        QTest::addColumn<double>("value");
        const double inf = std::numeric_limits<double>::infinity();
        const auto row = [](const char *title, const char *text, const char *name, const char *label, double value) {
            QTest::newRow(title) << QByteArray(text) << QByteArray(name) << QByteArray(label) << value;
        };
        row("plain", "up 1\n", "up", "", 1);
        row("no newline at the end", "up 1", "up", "", 1);
        row("carriage return", "up 1\r\n", "up", "", 1);
        row("labels", "x:y{b=\"1\",a=\"two\"} 2.5\n", "x:y", "two", 2.5);
        row("comma after the last label", "x{a=\"1\",} 3\n", "x", "1", 3);
        row("no labels in braces", "x{} 3\n", "x", "", 3);
        row("spaces everywhere", "  x { a = \"1\" , b = \"2\" }   3  \n", "x", "1", 3);
        row("braces, commas and escapes in a value", "x{a=\"}, \\\"q\\\" \\\\ \\n\",b=\"\"} 4\n", "x", "}, \"q\" \\ \n",
            4);
        row("exponent", "x 1.7917e+09\n", "x", "", 1.7917e9);
        row("negative", "x -2\n", "x", "", -2);
        row("plus sign", "x +2\n", "x", "", 2);
        row("infinite", "x +Inf\n", "x", "", inf);
        row("negative infinite", "x -Inf\n", "x", "", -inf);
        row("timestamp", "x 1 1712345678901\n", "x", "", 1);
        row("exemplar", "x{a=\"b\"} 1 # {trace=\"q\"} 0.5\n", "x", "b", 1);
        row("after comments", "# HELP x y\n# TYPE x gauge\n\n# EOF\nx 1\n", "x", "", 1);
    }

    void readsALine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, label);
        QFETCH(double, value);
        const MetricsPage page = parseMetrics(text);
        QCOMPARE(page.malformed, 0);
        QCOMPARE(page.lines.size(), 1U);
        QCOMPARE(page.lines[0].name, name);
        QCOMPARE(page.lines[0].label("a"), label);
        QCOMPARE(page.lines[0].value, value);
    }

    void readsNotANumber()
    {
        const MetricsPage page = parseMetrics("x NaN\n");
        QCOMPARE(page.lines.size(), 1U);
        QVERIFY(std::isnan(page.lines[0].value));
    }

    void countsWhatItCannotRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no value") << QByteArray("x\n");
        QTest::newRow("a word for a value") << QByteArray("x abc\n");
        QTest::newRow("labels not closed") << QByteArray("x{a=\"1\" 2\n");
        QTest::newRow("quotes not closed") << QByteArray("x{a=\"1} 2\n");
        QTest::newRow("quotes end in a backslash") << QByteArray("x{a=\"1\\");
        QTest::newRow("no name") << QByteArray("{a=\"1\"} 2\n");
        QTest::newRow("a label without a value") << QByteArray("x{a} 2\n");
        QTest::newRow("HTML") << QByteArray("<html><body>no</body></html>\n");
        QTest::newRow("more after the timestamp") << QByteArray("x 1 2 3\n");
    }

    void countsWhatItCannotRead()
    {
        QFETCH(QByteArray, text);
        const MetricsPage page = parseMetrics("good 1\n" + text);
        QCOMPARE(page.lines.size(), 1U);
        QCOMPARE(page.malformed, 1);
    }

    void acceptsAPageCutAnywhere()
    {
        const QByteArray whole = data("vllm.txt");
        const auto all = static_cast<int>(parseMetrics(whole).lines.size());
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const MetricsPage page = parseMetrics(whole.first(length));
            QVERIFY(page.malformed <= 1);
            QVERIFY(static_cast<int>(page.lines.size()) <= all);
        }
    }

    void knowsVllm()
    {
        const SampleValues values = valuesOf(data("vllm.txt"), QStringLiteral("org/Model-24B"));
        const SampleValues expected {
            {QStringLiteral("running"), 6},
            {QStringLiteral("waiting"), 2},
            {QStringLiteral("kv_cache_usage"), 0.4213},
            {QStringLiteral("prefix_cache_queries"), 51200},
            {QStringLiteral("prefix_cache_hits"), 12800},
            {QStringLiteral("preemptions"), 3},
            {QStringLiteral("prompt_tokens"), 51200},
            {QStringLiteral("generation_tokens"), 128000},
            {QStringLiteral("draft_tokens"), 900},
            {QStringLiteral("accepted_tokens"), 600},
            {QStringLiteral("ttft_sum_s"), 42.5},
            {QStringLiteral("ttft_count"), 100},
            {QStringLiteral("ttft_bucket_le_0.05"), 0},
            {QStringLiteral("ttft_bucket_le_0.1"), 10},
            {QStringLiteral("ttft_bucket_le_0.25"), 50},
            {QStringLiteral("ttft_bucket_le_1"), 90},
            {QStringLiteral("ttft_bucket_le_inf"), 100},
        };
        QCOMPARE(values, expected);
    }

    void countersNeedNoTotalAtTheirEnd()
    {
        QByteArray text = data("vllm.txt");
        text.replace("_total{", "{");
        QCOMPARE(valuesOf(text), valuesOf(data("vllm.txt")));
    }

    void knowsSglangWithItsRanksAndCacheSources()
    {
        const SampleValues values = valuesOf(data("sglang.txt"), QStringLiteral("m"));
        QCOMPARE(values.at(QStringLiteral("running")), 162.0); // not once a rank
        QCOMPARE(values.at(QStringLiteral("waiting")), 2826.0);
        QCOMPARE(values.at(QStringLiteral("kv_cache_usage")), 0.28);
        QCOMPARE(values.at(QStringLiteral("cache_hit_rate")), 0.0075);
        QCOMPARE(values.at(QStringLiteral("generation_rate")), 86.5);
        QCOMPARE(values.at(QStringLiteral("prefix_cache_hits")), 3168.0);
        QCOMPARE(values.at(QStringLiteral("prefix_cache_queries")), 4096.0);
        QCOMPARE(values.at(QStringLiteral("preemptions")), 48.0); // the counter, not the gauge of a similar name
        QCOMPARE(values.at(QStringLiteral("ttft_count")), 11.0);
    }

    void knowsLlamaCpp()
    {
        const SampleValues before = valuesOf(data("llamacpp-before.raw"));
        const SampleValues after = valuesOf(data("llamacpp-after.raw"));
        QCOMPARE(after.at(QStringLiteral("running")), 0.0);
        QCOMPARE(after.at(QStringLiteral("waiting")), 0.0);
        QCOMPARE(after.at(QStringLiteral("generation_tokens")) - before.at(QStringLiteral("generation_tokens")),
                 2130.0);
        QCOMPARE(after.at(QStringLiteral("prefix_cache_hits")), 368.0);
        // Its prompt tokens are those it processed; looked up were the cached ones too.
        QCOMPARE(after.at(QStringLiteral("prefix_cache_queries")), 1466.0 + 368.0);
        QCOMPARE(after.at(QStringLiteral("draft_tokens")), 0.0);
        QVERIFY(!ttftHistogram(after));
    }

    void knowsTheSimulator()
    {
        EngineCounters counters;
        counters.running = 3;
        counters.generatedTokens = 77;
        const SampleValues values =
            valuesOf(prometheusText(QStringLiteral("a \"b\" \\"), counters), QStringLiteral("a \"b\" \\"));
        QCOMPARE(values.at(QStringLiteral("running")), 3.0);
        QCOMPARE(values.at(QStringLiteral("generation_tokens")), 77.0);
    }

    void addsUpEnginesAndAveragesShares()
    {
        const SampleValues values = valuesOf("vllm:num_requests_running{engine=\"0\"} 2\n"
                                             "vllm:num_requests_running{engine=\"1\"} 3\n"
                                             "vllm:kv_cache_usage_perc{engine=\"0\"} 0.2\n"
                                             "vllm:kv_cache_usage_perc{engine=\"1\"} 0.6\n");
        QCOMPARE(values.at(QStringLiteral("running")), 5.0);
        QCOMPARE(values.at(QStringLiteral("kv_cache_usage")), 0.4);
    }

    void readsTheEndpointsModelAlone()
    {
        const QByteArray text = "vllm:num_requests_running{model_name=\"a\"} 2\n"
                                "vllm:num_requests_running{model_name=\"b\"} 3\n";
        QCOMPARE(valuesOf(text, QStringLiteral("a")).at(QStringLiteral("running")), 2.0);
        // A name the page does not know, such as an alias: all of it.
        QCOMPARE(valuesOf(text, QStringLiteral("alias")).at(QStringLiteral("running")), 5.0);
    }

    void leavesOutWhatIsNotANumber()
    {
        QVERIFY(valuesOf("vllm:num_requests_running NaN\nvllm:kv_cache_usage_perc +Inf\n").empty());
    }

    void isEmptyForAnotherProgramsPage()
    {
        QVERIFY(valuesOf("python_gc_objects_collected_total{generation=\"0\"} 9817.0\n").empty());
    }

    void readsItsOwnHistogramBack()
    {
        const auto histogram = ttftHistogram(valuesOf(data("vllm.txt")));
        QVERIFY(histogram);
        QCOMPARE(histogram->count, 100.0);
        QCOMPARE(histogram->buckets.size(), 5U);
        QCOMPARE(histogram->buckets.at(0.25), 50.0);
        QVERIFY(std::isinf(histogram->buckets.rbegin()->first));
    }
};

QTEST_GUILESS_MAIN(TestServerMetrics)
#include "tst_servermetrics.moc"
