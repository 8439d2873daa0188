// SPDX-License-Identifier: Apache-2.0
#include "eventually.h"
#include "metrics/summary.h"
#include "run/runpreparation.h"
#include "runfile/runreader.h"
#include "runfixture.h"
#include "suite/suiteparser.h"

#include <QSignalSpy>
#include <QTest>

using namespace streamgauge;

namespace {

Suite coldSuite(const QByteArray &cold, int repetitions, int warmup = 0)
{
    return parseSuite("suite: T\nwarmup: " + QByteArray::number(warmup)
                          + "\nrepetitions: " + QByteArray::number(repetitions)
                          + "\ntests:\n  - {name: A, prompt: hello, max_tokens: 8, cold: " + cold + "}\n",
                      QStringLiteral("t.yaml"))
        .value();
}

Endpoint resettable(const ScriptedServer &server)
{
    Endpoint endpoint = endpointAt(server.baseUrl());
    endpoint.cacheReset.post = QStringLiteral("/reset_prefix_cache");
    return endpoint;
}

QByteArray answer200()
{
    return jsonAnswer(200, {});
}

}

class TestColdRequests : public QObject
{
    Q_OBJECT

private:
    RunFixture m_fixture;

private Q_SLOTS:
    void theCacheIsResetBeforeEachRepetition()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        server.setCacheResets({answer200()});
        RunSetup setup = m_fixture.setupFor(coldSuite("reset", 3, 1), {resettable(server)});
        setup.header.endpoints[0].headers = {{QStringLiteral("X-Team"), QStringLiteral("bench")}};
        setup.apiKeys[0] = QStringLiteral("sesame");
        const Run run = m_fixture.runOf(setup);

        QCOMPARE(server.requestsBeforeReset, QList<qsizetype>({1, 2, 3}));
        QVERIFY(server.cacheResetHeads[0].contains("X-Team: bench"));
        QVERIFY(server.cacheResetHeads[0].contains("Authorization: Bearer sesame"));
        QCOMPARE(run.requests.size(), 4U);
        for (const RequestRecord &record : run.requests) {
            QVERIFY2(record.completed(), qPrintable(record.error ? record.error->message : QString()));
            QVERIFY(record.phase == Phase::Cold);
        }
        QVERIFY(run.header.stages.at(1).cold == ColdPreparation {});
        QVERIFY(!run.header.stages.at(0).cold);
        QVERIFY(run.header.suite.tests[0].settings.cold == ColdPreparation {});
        QCOMPARE(run.header.endpoints[0].cacheReset.post, QStringLiteral("/reset_prefix_cache"));
    }

    void aCommandCanResetTheCache()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        const QString trace = m_fixture.path(QStringLiteral("trace"));
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.cacheReset.command = QStringLiteral("sh -c \"echo reset >> %1\"").arg(trace);
        const Run run = m_fixture.runOf(m_fixture.setupFor(coldSuite("reset", 2), {endpoint}));

        QFile file(trace);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("reset\nreset\n"));
        QCOMPARE(summarizeSeries(run, 0).completed, 2);
    }

    void aRequestWhoseCacheWasNotResetIsNotSent_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("message");

        const auto row = [](const char *name, const QByteArray &answer, const char *command, const char *message) {
            QTest::newRow(name) << answer << QString::fromUtf8(command) << QString::fromUtf8(message);
        };
        row("the server refuses", jsonAnswer(404, "{'detail':'Not Found'}"), "", "answered HTTP 404: {'detail'");
        row("the server sends elsewhere", jsonAnswer(307, {}, "Location: /\r\n"), "", "answered HTTP 307");
        row("the server says nothing", {}, "", "no end of it within 0.2 s");
        row("the command fails", {}, "sh -c \"echo busy >&2; exit 3\"", "ended with exit status 3: busy");
        row("the command is not there", {}, "/no/such/program", "cannot be started");
        row("the command does not end", {}, "sleep 1000", "no end of it within 0.2 s");
    }

    void aRequestWhoseCacheWasNotResetIsNotSent()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, command);
        QFETCH(QString, message);
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        if (!answer.isEmpty())
            server.setCacheResets({answer});
        Endpoint endpoint = resettable(server);
        if (!command.isEmpty())
            endpoint.cacheReset = {.command = command};
        RunSetup setup = m_fixture.setupFor(coldSuite("reset", 2), {endpoint});
        if (message.contains(QStringLiteral("within")))
            setup.cacheResetLimit = 200ms;
        const Run run = m_fixture.runOf(setup);

        QVERIFY(run.end->outcome == Outcome::Completed);
        QCOMPARE(server.requestBodies.size(), 0);
        QCOMPARE(run.requests.size(), 2U);
        for (const RequestRecord &record : run.requests) {
            QCOMPARE(record.error.value().kind, QStringLiteral("cache-reset"));
            QVERIFY2(record.error->message.contains(message), qPrintable(record.error->message));
            QVERIFY(!record.sent);
        }
        const SeriesSummary series = summarizeSeries(run, 0);
        QCOMPARE(series.failures.at(QStringLiteral("cache-reset")), 2);
        QVERIFY(series.cold.empty());
    }

    void oneEndpointsFailedResetKeepsNoOtherFromItsRequest()
    {
        ScriptedServer good;
        ScriptedServer bad;
        for (ScriptedServer *server : {&good, &bad})
            server->setScripts({goodAnswer()});
        good.setCacheResets({answer200()});
        bad.setCacheResets({jsonAnswer(500, "out of order"), answer200()});
        PlanOptions options;
        options.order = Order::Together;
        const Run run =
            m_fixture.runOf(m_fixture.setupFor(coldSuite("reset", 2), {resettable(good), resettable(bad)}, options));

        QCOMPARE(good.requestsBeforeReset, QList<qsizetype>({0, 1}));
        QCOMPARE(good.requestBodies.size(), 2);
        QCOMPARE(bad.requestBodies.size(), 1);
        QCOMPARE(summarizeSeries(run, 0).completed, 2);
        QCOMPARE(summarizeSeries(run, 1).failed, 1);
        QCOMPARE(summarizeSeries(run, 1).completed, 1);
    }

    void nothingIsSentDuringTheWait()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        const Run run = m_fixture.runOf(m_fixture.setupFor(coldSuite("80ms", 3), {endpointAt(server.baseUrl())}));

        QCOMPARE(run.requests.size(), 3U);
        RunTime before {};
        for (const RequestRecord &record : run.requests) {
            QVERIFY(*record.sent - before >= 80ms);
            before = *record.end;
        }
        const SeriesSummary series = summarizeSeries(run, 0);
        QVERIFY(series.overall.empty());
        QCOMPARE(series.cold.at(Metric::Ttft).count, 3U);
        QCOMPARE(series.tests[0].cold.at(Metric::Ttft).count, 3U);
        QCOMPARE(series.tests[0].conditions.cold, QStringLiteral("wait 0.08 s"));
    }

    void stopEndsARunThatWaits_data()
    {
        QTest::addColumn<QByteArray>("cold");
        QTest::newRow("for its time") << QByteArray("1h");
        QTest::newRow("for a reset") << QByteArray("reset");
    }

    void stopEndsARunThatWaits()
    {
        QFETCH(QByteArray, cold);
        ScriptedServer server; // which answers no reset
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        std::optional<LivePause> pause;
        connect(&controller, &RunController::snapshotChanged, this, [&](const LiveSnapshot &snapshot) {
            pause = snapshot.pause;
            if (pause)
                controller.stop();
        });
        QVERIFY(controller.start(m_fixture.setupFor(coldSuite(cold, 3), {resettable(server)})));
        QVERIFY(eventually([&] { return !finished.isEmpty(); }));

        QVERIFY(pause);
        QCOMPARE(pause->left.has_value(), cold == "1h");
        const Run run = readRun(finished.first().first().toString()).value();
        QVERIFY(run.end->outcome == Outcome::Cancelled);
        QVERIFY(run.requests.empty());
    }

    void aSimulatedModelIsColdAgainAfterEachReset()
    {
        SimulatorHost simulators;
        const QByteArray prompt = QByteArray("The same long prompt each time. ").repeated(60);
        const Suite suite = parseSuite("suite: T\nrepetitions: 2\ntests:\n"
                                       "  - {name: Cold, prompt: '"
                                           + prompt
                                           + "', max_tokens: 8, cold: reset}\n"
                                             "  - {name: Warm, prompt: '"
                                           + prompt + "', max_tokens: 8}\n",
                                       QStringLiteral("t.yaml"))
                                .value();
        RunPreparation preparation({.suite = suite,
                                    .endpoints = {simulatedEndpoint(QStringLiteral("gpt-oss-20b"), 20).value()},
                                    .options = {},
                                    .title = {},
                                    .path = m_fixture.path(QStringLiteral("s.run.jsonl"))},
                                   simulators);
        std::optional<Run> run;
        RunController controller;
        connect(&preparation, &RunPreparation::ready, this,
                [&](const RunSetup &setup) { QVERIFY(controller.start(setup)); });
        connect(&controller, &RunController::finished, this, [&](const QString &path) { run = readRun(path).value(); });
        preparation.start();
        QVERIFY(eventually([&] { return run.has_value(); }));

        QCOMPARE(run->requests.size(), 5U);
        for (const RequestRecord &record : run->requests) {
            QVERIFY(record.completed());
            QCOMPARE(record.cachedTokens.value_or(0) > 0, record.phase == Phase::Measured);
        }
        const SeriesSummary series = summarizeSeries(*run, 0);
        QCOMPARE(series.tests[0].cold.at(Metric::Ttft).count, 2U);
        QCOMPARE(series.cold.at(Metric::Ttft).count, 2U); // without the warm-up
        QCOMPARE(series.tests[1].warm.at(Metric::Ttft).count, 2U);
    }

    void aRunThatCannotResetDoesNotStart()
    {
        ScriptedServer server;
        SimulatorHost simulators;
        RunPreparation preparation({.suite = coldSuite("reset", 2),
                                    .endpoints = {resettable(server), endpointAt(server.baseUrl())},
                                    .options = {},
                                    .title = {},
                                    .path = m_fixture.path(QStringLiteral("p.run.jsonl"))},
                                   simulators);
        std::vector<EndpointProblem> problems;
        connect(&preparation, &RunPreparation::failed, this,
                [&](const std::vector<EndpointProblem> &all) { problems = all; });
        preparation.start();
        QVERIFY(eventually([&] { return !problems.empty(); }));

        QCOMPARE(problems.size(), 1U);
        QCOMPARE(problems[0].endpoint, 1);
        QVERIFY(problems[0].message.contains(QStringLiteral("cache_reset: {post: /reset_prefix_cache}")));
    }
};

QTEST_GUILESS_MAIN(TestColdRequests)

#include "tst_coldrequests.moc"
