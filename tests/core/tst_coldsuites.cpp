// SPDX-License-Identifier: Apache-2.0
#include "analysis/check.h"
#include "compare/comparison.h"
#include "endpoint/cachereset.h"
#include "endpoint/endpointsfile.h"
#include "foundcheck.h"
#include "report/report.h"
#include "report/reporttables.h"
#include "runfile/secretfields.h"
#include "runrecords.h"
#include "suite/plan.h"
#include "suite/suiteparser.h"

#include <QNetworkRequest>
#include <QTest>

using namespace streamgauge;

namespace {

Expected<Suite> suiteWith(const QByteArray &ofSuite, const QByteArray &ofTest)
{
    return parseSuite("suite: T\nwarmup: 1\nrepetitions: 2\n" + ofSuite
                          + "tests:\n  - name: A\n    prompt: hello\n    max_tokens: 8\n" + ofTest,
                      QStringLiteral("t.yaml"));
}

/// A run whose only test is of cold requests, after a cold first warm-up, and of another speed than others.
Run coldRun(int repetitions = 12)
{
    Run run = cleanRun(repetitions);
    Test &test = run.header.suite.tests[0];
    test.settings.cold = ColdPreparation {};
    for (Stage &stage : run.header.stages)
        if (!stage.warmup)
            stage.cold = ColdPreparation {};
    for (RequestRecord &record : run.requests)
        if (record.phase == Phase::Measured)
            record.phase = Phase::Cold;
    return run;
}

QString rowOf(const std::vector<ReportTable> &tables, const QString &title, int row)
{
    for (const ReportTable &table : tables)
        if (table.title == title)
            return table.rows.at(std::size_t(row)).join(QLatin1Char('|'));
    return {};
}

}

class TestColdSuites : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTestIsColdAsItsSuiteUnlessItSaysOtherwise_data()
    {
        QTest::addColumn<QByteArray>("ofSuite");
        QTest::addColumn<QByteArray>("ofTest");
        QTest::addColumn<QString>("cold");

        QTest::newRow("nobody says") << QByteArray() << QByteArray() << QString();
        QTest::newRow("a wait") << QByteArray("cold: 90s\n") << QByteArray() << QStringLiteral("wait 90 s");
        QTest::newRow("a reset") << QByteArray() << QByteArray("    cold: reset\n")
                                 << QStringLiteral("reset the cache");
        QTest::newRow("the test waits longer")
            << QByteArray("cold: reset\n") << QByteArray("    cold: 2m\n") << QStringLiteral("wait 120 s");
        QTest::newRow("the test is warm") << QByteArray("cold: reset\n") << QByteArray("    cold: no\n") << QString();
        QTest::newRow("a warm test under load")
            << QByteArray("cold: reset\n") << QByteArray("    cold: no\n    load: {concurrency: 4}\n") << QString();
    }

    void aTestIsColdAsItsSuiteUnlessItSaysOtherwise()
    {
        QFETCH(QByteArray, ofSuite);
        QFETCH(QByteArray, ofTest);
        QFETCH(QString, cold);
        const auto suite = suiteWith(ofSuite, ofTest);
        QVERIFY2(suite, suite ? "" : qPrintable(suite.error().toString()));
        const auto &found = suite->tests[0].settings.cold;
        QCOMPARE(found ? toString(*found) : QString(), cold);
    }

    void coldRequestsNeedALoadOfOneByOne_data()
    {
        QTest::addColumn<QByteArray>("ofSuite");
        QTest::addColumn<QByteArray>("ofTest");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("message");

        const auto row = [](const char *name, const char *ofSuite, const char *ofTest, int line, const char *message) {
            QTest::newRow(name) << QByteArray(ofSuite) << QByteArray(ofTest) << line << QString::fromUtf8(message);
        };
        const char *oneByOne = "load: {concurrency: 1}";
        row("several at once", "", "    cold: reset\n    load: {concurrency: 4}\n", 9, oneByOne);
        row("a sweep", "", "    load: {concurrency: [1, 4]}\n    cold: 1s\n", 8, oneByOne);
        row("a rate", "", "    cold: 1s\n    load: {rate: 2}\n", 9, oneByOne);
        row("a duration", "", "    cold: 1s\n    load: {concurrency: 1, duration: 60s}\n", 9, oneByOne);
        row("the suite's load", "load: {concurrency: 4}\n", "    cold: 1s\n", 9, oneByOne);
        row("the suite's load and cold", "load: {concurrency: 4}\ncold: 1s\n", "", 7, oneByOne);
        row("too many", "", "    cold: 1s\n    repetitions: 1001\n", 8, "at most 1000");
        row("no time", "", "    cold: yes\n", 8, "such as 90s, or reset");
        row("no unit", "", "    cold: 90\n", 8, "such as 90s, or reset");
        row("nothing", "", "    cold: 0s\n", 8, "300ms, 60s or 2m");
    }

    void coldRequestsNeedALoadOfOneByOne()
    {
        QFETCH(QByteArray, ofSuite);
        QFETCH(QByteArray, ofTest);
        QFETCH(int, line);
        QFETCH(QString, message);
        const auto suite = suiteWith(ofSuite, ofTest);
        QVERIFY(!suite);
        QCOMPARE(suite.error().line, line);
        QVERIFY2(suite.error().message.contains(message), qPrintable(suite.error().message));
    }

    void eachColdRepetitionIsAStageOfItsOwn()
    {
        const Suite suite = suiteWith("cold: 90s\n", "").value();
        PlanOptions options;
        options.load = ClosedLoop {.concurrency = {8}}; // not for cold requests
        options.order = Order::Together;
        const QStringList labels {QStringLiteral("X"), QStringLiteral("Y")};
        QCOMPARE(formatPlan(makePlan(suite, 2, options), suite, labels),
                 QStringLiteral("T, together: 6 requests in 3 stages\n"
                                "  1. X + Y · A · 1 × warm-up each (first is cold) · concurrency 1\n"
                                "  2. X + Y · A · 1 × each cold, before it: wait 90 s · concurrency 1\n"
                                "  3. X + Y · A · 1 × each cold, before it: wait 90 s · concurrency 1\n"));
        options.order = Order::Interleaved;
        const Plan turns = makePlan(suite, 2, options);
        QCOMPARE(turns.stages.size(), 6U);
        for (std::size_t i = 2; i < turns.stages.size(); ++i) {
            QCOMPARE(turns.stages[i].endpoints, std::vector<int>({int(i % 2)}));
            QVERIFY(turns.stages[i].cold == ColdPreparation {.wait = 90s});
            QVERIFY(turns.stages[i].requests.at(0).phase == Phase::Cold);
            QCOMPARE(turns.stages[i].requests[0].repetition, int(i / 2) - 1);
        }
    }

    void aCacheResetIsReadAndWrittenAgain_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("post");
        QTest::addColumn<QString>("command");
        QTest::newRow("a path") << QByteArray("{post: /flush_cache}") << QStringLiteral("/flush_cache") << QString();
        QTest::newRow("a URL") << QByteArray("{post: 'http://box:1/slots/0?action=erase'}")
                               << QStringLiteral("http://box:1/slots/0?action=erase") << QString();
        QTest::newRow("a command") << QByteArray("{command: ssh box 'ollama stop x'}") << QString()
                                   << QStringLiteral("ssh box 'ollama stop x'");
    }

    void aCacheResetIsReadAndWrittenAgain()
    {
        QFETCH(QByteArray, yaml);
        const auto read = parseEndpoints("endpoints:\n  - {label: A, url: http://h, cache_reset: " + yaml + "}\n",
                                         QStringLiteral("e.yaml"));
        QVERIFY2(read, read ? "" : qPrintable(read.error().toString()));
        QTEST(read->at(0).cacheReset.post, "post");
        QTEST(read->at(0).cacheReset.command, "command");
        QVERIFY(parseEndpoints(formatEndpoints(*read), {}).value() == *read);
    }

    void aCacheResetThatCannotBeIsRefused_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("message");
        QTest::newRow("neither") << QByteArray("{}") << QStringLiteral("{post: /reset_prefix_cache}");
        QTest::newRow("both") << QByteArray("{post: /a, command: b}") << QStringLiteral("{post: /reset_prefix_cache}");
        QTest::newRow("a word") << QByteArray("{post: reset}") << QStringLiteral("write a path of the server");
        QTest::newRow("a password") << QByteArray("{post: 'http://a:b@h/x'}")
                                    << QStringLiteral("no user name or password");
    }

    void aCacheResetThatCannotBeIsRefused()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, message);
        const auto read = parseEndpoints("endpoints:\n  - label: A\n    url: http://h\n    cache_reset: " + yaml + '\n',
                                         QStringLiteral("e.yaml"));
        QVERIFY(!read);
        QCOMPARE(read.error().line, 4);
        QVERIFY2(read.error().message.contains(message), qPrintable(read.error().message));
    }

    void theKeyGoesToTheEndpointsOwnServerOnly()
    {
        Endpoint endpoint;
        endpoint.url = QStringLiteral("http://h:1/v1");
        endpoint.headers = {{QStringLiteral("X-A"), QStringLiteral("1")}};
        const auto requestTo = [&endpoint](const QString &post) {
            endpoint.cacheReset.post = post;
            return cacheResetRequest(endpoint, QStringLiteral("sesame"));
        };
        const QNetworkRequest own = requestTo(QStringLiteral("/slots/0?action=erase"));
        QCOMPARE(own.url(), QUrl(QStringLiteral("http://h:1/slots/0?action=erase")));
        QCOMPARE(own.rawHeader("Authorization"), QByteArray("Bearer sesame"));
        QCOMPARE(own.rawHeader("X-A"), QByteArray("1"));
        const QNetworkRequest other = requestTo(QStringLiteral("http://h:2/x"));
        QVERIFY(!other.hasRawHeader("Authorization"));
        QVERIFY(!other.hasRawHeader("X-A"));
    }

    void noSecretOfAResetIsInARunFile()
    {
        Endpoint endpoint;
        endpoint.cacheReset.command = QStringLiteral("curl --api-key sesame http://h");
        QVERIFY(!withoutSecrets(endpoint).cacheReset.command.contains(QStringLiteral("sesame")));
        endpoint.cacheReset = {.post = QStringLiteral("http://h/x?token=sesame")};
        QVERIFY(!withoutSecrets(endpoint).cacheReset.post.contains(QStringLiteral("sesame")));
    }

    void askedForColdRequestsAreNotMistakenForAColdStart()
    {
        const Run run = coldRun();
        const SeriesSummary series = summarizeSeries(run, 0);
        QVERIFY(series.overall.empty());
        QCOMPARE(series.cold.at(Metric::Ttft).count, 12U); // without the warm-up
        QCOMPARE(series.tests[0].cold.at(Metric::Ttft).count, 12U);
        for (const Check &check : series.checks)
            QVERIFY2(check.level == CheckLevel::Info, qPrintable(check.message));
        QVERIFY(!std::ranges::any_of(series.checks, [](const Check &c) { return c.id == u"cold-start"; }));
        QVERIFY(!std::ranges::any_of(series.checks, [](const Check &c) { return c.id == u"too-few-repetitions"; }));
    }

    void aColdTestsRowShowsItsColdFigures()
    {
        Comparison comparison;
        comparison.series = {summarizeSeries(coldRun(), 0)};
        const SeriesSummary &series = comparison.series[0];
        const QString ttft = formatted(series.tests[0].cold.at(Metric::Ttft).mean, Metric::Ttft);
        const QString row = rowOf(reportTables(comparison), QStringLiteral("Tests"), 0);
        QVERIFY2(row.startsWith(QStringLiteral("Long answers (cold)|Mistral-24B [cold]|%1|").arg(ttft)),
                 qPrintable(row));
        QVERIFY2(row.endsWith(QStringLiteral("|12|0")), qPrintable(row));
        QVERIFY(conditions(comparison).contains(QStringLiteral("cold requests only")));

        comparison.series.push_back(summarizeSeries(cleanRun(), 0));
        comparison.series[1].label = QStringLiteral("Warm");
        comparison.baseline = 0;
        const QString warm = rowOf(reportTables(comparison), QStringLiteral("Tests"), 1);
        QVERIFY2(warm.startsWith(QStringLiteral("Long answers|Warm|")), qPrintable(warm));
        QVERIFY2(!warm.contains(QLatin1Char('%')), qPrintable(warm)); // cold and warm are not compared
    }

    void seriesThatDifferInColdAreSaidToDiffer()
    {
        SeriesSummary cold = summarizeSeries(coldRun(), 0);
        cold.label = QStringLiteral("B");
        SeriesSummary warm = summarizeSeries(cleanRun(), 0);
        warm.label = QStringLiteral("A");
        const std::vector<Check> checks = checkComparison({warm, cold});
        QCOMPARE(checks.size(), 1U);
        QVERIFY2(checks[0].message.contains(QStringLiteral("cold no (A) and reset the cache (B)")),
                 qPrintable(checks[0].message));
    }
};

QTEST_GUILESS_MAIN(TestColdSuites)

#include "tst_coldsuites.moc"
