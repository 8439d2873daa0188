// SPDX-License-Identifier: Apache-2.0
#include "client/kernelstamps.h"
#include "eventually.h"
#include "run/runpreparation.h"
#include "runfile/runreader.h"
#include "runfixture.h"
#include "suite/suiteparser.h"

#include <QSignalSpy>
#include <QTest>

using namespace streamgauge;

namespace {

using Then = ServerStep::Then;

}

class TestRunController : public QObject
{
    Q_OBJECT

private:
    RunFixture m_fixture;

private Q_SLOTS:
    void measuresAndSavesARun()
    {
        ScriptedServer server;
        const Run run = m_fixture.runAgainst(server, {goodAnswer()}, 3);

        QCOMPARE(run.requests.size(), 3U);
        QVERIFY(run.end->outcome == Outcome::Completed);
        QCOMPARE(run.header.arrivalClock, kernelStampsWork() ? QStringLiteral("kernel") : QStringLiteral("read"));
        for (const RequestRecord &record : run.requests) {
            QVERIFY(record.completed());
            QCOMPARE(record.outputTokens, 2);
            QVERIFY(record.evidence == TokenEvidence::Usage);
            QCOMPARE(record.text, QStringLiteral("ab"));
            QVERIFY(*record.sent <= *record.headers);
            QVERIFY(*record.headers <= *record.firstToken);
            QVERIFY(*record.firstFrame <= *record.firstToken);
            QVERIFY(*record.firstToken < *record.lastToken);
            QVERIFY(*record.lastToken <= *record.end);
        }
        QVERIFY(run.requests[0].phase == Phase::Cold);
        QVERIFY(run.requests[1].phase == Phase::Measured);
    }

    void theClientsLagOfEveryEventIsInTheRun()
    {
        ScriptedServer server;
        const Run run = m_fixture.runAgainst(server, {goodAnswer()}, 3);

        QVERIFY(!run.samples.empty());
        const Sample &whole = run.samples.back();
        QCOMPARE(whole.endpoint, -1);
        QCOMPARE(whole.source, QStringLiteral("client"));
        QCOMPARE(whole.values.at(QStringLiteral("whole_run")), 1.0);
        QCOMPARE(whole.values.at(QStringLiteral("events")), 6.0);
        QVERIFY(whole.values.contains(QStringLiteral("cpu_share")));
        if (!kernelStampsWork())
            QSKIP("this kernel does not stamp packets");
        QVERIFY(whole.values.at(QStringLiteral("stamped_share")) > 0);
        QVERIFY(whole.values.at(QStringLiteral("lag_p50_us")) >= 0);
        QVERIFY(whole.values.at(QStringLiteral("lag_p99_us")) <= whole.values.at(QStringLiteral("lag_max_us")));
    }

    void keepsConnectionsOpen()
    {
        ScriptedServer server;
        const Run run = m_fixture.runAgainst(server, {keptAliveAnswer()}, 5);

        QCOMPARE(run.requests.size(), 5U);
        QCOMPARE(server.connections, 1);
        QVERIFY(run.requests[0].connect);
        for (std::size_t i = 1; i < 5; ++i)
            QVERIFY(!run.requests[i].connect);
    }

    void reconnectsSilentlyWhereTheServerClosedAKeptConnection_data()
    {
        QTest::addColumn<ServerScript>("answer");

        // Says keep-alive, then closes: as llama.cpp's server does.
        ServerScript closing = keptAliveAnswer();
        closing[0].then = Then::Close;
        QTest::newRow("at once") << closing;
        ServerScript late = keptAliveAnswer();
        late.append({{}, 1, Then::Close});
        QTest::newRow("a moment later") << late;
        ServerScript resetting = keptAliveAnswer();
        resetting.append({{}, 1, Then::Reset});
        QTest::newRow("with a reset") << resetting;
    }

    void reconnectsSilentlyWhereTheServerClosedAKeptConnection()
    {
        QFETCH(ServerScript, answer);
        ScriptedServer server;
        const Run run = m_fixture.runAgainst(server, {answer}, 20);

        QCOMPARE(run.requests.size(), 20U);
        for (const RequestRecord &record : run.requests) {
            QVERIFY2(record.completed(), qPrintable(record.error ? record.error->message : QString()));
            QVERIFY(*record.firstToken >= *record.sent);
        }
    }

    void connectTimeIsKeptApartFromTtft()
    {
        ScriptedServer server;
        const Run run = m_fixture.runAgainst(server, {goodAnswer()}, 3);

        for (const RequestRecord &record : run.requests) {
            QVERIFY(record.connect);
            QVERIFY(*record.connect > 0ns);
            QVERIFY(*record.sent >= record.scheduled + *record.connect - 1ms);
        }
    }

    void failuresAreData_data()
    {
        QTest::addColumn<ServerScript>("answer");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("message");

        const QByteArray head = streamHead();
        QTest::newRow("an HTTP error with an OpenAI body")
            << ServerScript {{jsonAnswer(404, R"({"error":{"message":"bad model"}})")}} << "http" << "404: bad model";
        QTest::newRow("an HTTP error with a detail")
            << ServerScript {{jsonAnswer(500, R"({"detail":"nope"})")}} << "http" << "nope";
        QTest::newRow("an older vLLM's error")
            << ServerScript {{jsonAnswer(404, R"({"object":"error","message":"no such model","code":404})")}} << "http"
            << "404: no such model";
        QTest::newRow("an HTTP error in plain text")
            << ServerScript {{"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\n"
                              "upstream off"}}
            << "http" << "502: upstream off";
        QTest::newRow("too many requests")
            << ServerScript {{jsonAnswer(429, R"({"error":"slow down"})", "Retry-After: 7\r\n")}} << "rate-limited"
            << "retry after 7";
        QTest::newRow("unavailable") << ServerScript {{jsonAnswer(503, "{}")}} << "unavailable" << "503";
        QTest::newRow("a plain JSON completion")
            << ServerScript {{jsonAnswer(200, R"({"choices":[{"message":{"content":"hi"}}]})")}} << "not-a-stream"
            << "did not stream";
        QTest::newRow("a proxy's page")
            << ServerScript {{"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 14\r\n\r\n<h1>Login</h1>"}}
            << "not-a-stream" << "<h1>Login</h1>";
        QTest::newRow("truncated") << ServerScript {{head + contentEvent("a"), 0, Then::Close}} << "truncated"
                                   << "finish_reason";
        QTest::newRow("reset in the middle")
            << ServerScript {{head + contentEvent("a")}, {{}, 20, Then::Reset}} << "connection-lost" << "lost";
        QTest::newRow("a chunked body cut off")
            << ServerScript {{streamHead("Transfer-Encoding: chunked\r\n") + httpChunk(contentEvent("a")), 0,
                              Then::Close}}
            << "connection-lost" << "lost";
        QTest::newRow("Content-Length too long")
            << ServerScript {{streamHead("Content-Length: 5000\r\n") + contentEvent("a"), 0, Then::Close}}
            << "connection-lost" << "lost";
        QTest::newRow("an error inside the stream")
            << ServerScript {{head + contentEvent("a") + sseEvent(R"({"error":{"message":"boom"}})"), 0, Then::Close}}
            << "server-error" << "boom";
        QTest::newRow("malformed") << ServerScript {{head + "data: {oops\n\n"}} << "malformed" << "oops";
        QTest::newRow("empty") << ServerScript {{head + finishEvent() + doneEvent(), 0, Then::Close}} << "empty"
                               << "no generated token";
        QTest::newRow("closed without an answer") << ServerScript {{{}, 0, Then::Close}} << "connection-lost" << "lost";
    }

    void failuresAreData()
    {
        QFETCH(ServerScript, answer);
        QFETCH(QString, message);
        ScriptedServer server;
        const Run run = m_fixture.runAgainst(server, {answer, goodAnswer()}, 2);

        QCOMPARE(run.requests.size(), 2U);
        QVERIFY(run.requests[0].error);
        QTEST(run.requests[0].error->kind, "kind");
        QVERIFY2(run.requests[0].error->message.contains(message), qPrintable(run.requests[0].error->message));
        QVERIFY(run.requests[1].completed());
        QVERIFY(run.end->outcome == Outcome::Completed);
    }

    void refusedConnectionsAreData()
    {
        quint16 port = 0;
        {
            ScriptedServer gone;
            port = gone.serverPort();
        }
        const Run run = m_fixture.runOf(
            m_fixture.setupFor(suiteOf(2), {endpointAt(QStringLiteral("http://127.0.0.1:%1/v1").arg(port))}));

        QCOMPARE(run.requests.size(), 2U);
        QCOMPARE(run.requests[0].error->kind, QStringLiteral("connect"));
        QVERIFY(!run.requests[0].sent);
    }

    void stalls_data()
    {
        QTest::addColumn<ServerScript>("answer");
        QTest::addColumn<QString>("message");

        QTest::newRow("before the first token")
            << ServerScript {{streamHead() + roleEvent()}} << "before the first token";
        QTest::newRow("between tokens") << ServerScript {{streamHead() + contentEvent("a")}} << "middle of the answer";
    }

    void stalls()
    {
        QFETCH(ServerScript, answer);
        QFETCH(QString, message);
        ScriptedServer server;
        server.setScripts({answer, goodAnswer()});
        RunSetup setup = m_fixture.setupFor(suiteOf(2), {endpointAt(server.baseUrl())});
        setup.firstTokenLimit = setup.betweenTokensLimit = 200ms;
        const Run run = m_fixture.runOf(std::move(setup));

        QCOMPARE(run.requests[0].error->kind, QStringLiteral("stalled"));
        QVERIFY(run.requests[0].error->message.contains(message));
        QVERIFY(run.requests[1].completed());
    }

    void stopEndsTheRunEarlyAndItCanStartAgain()
    {
        ScriptedServer server;
        server.setScripts({{{streamHead() + contentEvent("a")}}});
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        bool isStreaming = false;
        connect(&controller, &RunController::snapshotChanged, this,
                [&](const LiveSnapshot &snapshot) { isStreaming |= snapshot.answer.chunks > 0; });
        QVERIFY(controller.start(m_fixture.setupFor(suiteOf(3), {endpointAt(server.baseUrl())})));
        QVERIFY(eventually([&] { return isStreaming; }));
        controller.stop();
        QVERIFY(eventually([&] { return !finished.isEmpty(); }));

        const Run run = readRun(finished.first().first().toString()).value();
        QVERIFY(run.end->outcome == Outcome::Cancelled);
        QCOMPARE(run.requests.size(), 1U);
        QCOMPARE(run.requests[0].error->kind, QStringLiteral("cancelled"));
        QCOMPARE(run.requests[0].text, QStringLiteral("a"));
        QVERIFY(eventually([&] { return server.closedByClient == 1; }));

        QVERIFY(controller.state() == RunController::State::Idle);
        server.setScripts({goodAnswer()});
        QVERIFY(controller.start(m_fixture.setupFor(suiteOf(1), {endpointAt(server.baseUrl())})));
        QVERIFY(eventually([&] { return finished.size() == 2; }));
    }

    void aDestroyedControllerSavesWhatWasMeasured()
    {
        ScriptedServer server;
        server.setScripts({{{streamHead() + contentEvent("a")}}});
        RunSetup setup = m_fixture.setupFor(suiteOf(3), {endpointAt(server.baseUrl())});
        const QString path = setup.path;
        {
            RunController controller;
            bool isStreaming = false;
            connect(&controller, &RunController::snapshotChanged, this,
                    [&](const LiveSnapshot &snapshot) { isStreaming |= snapshot.answer.chunks > 0; });
            QVERIFY(controller.start(std::move(setup)));
            QVERIFY(eventually([&] { return isStreaming; }));
        }
        QVERIFY(readRun(path).value().end->outcome == Outcome::Cancelled);
    }

    void snapshotsTellHowFarTheRunIs()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        LiveSnapshot last;
        connect(&controller, &RunController::snapshotChanged, this,
                [&](const LiveSnapshot &snapshot) { last = snapshot; });
        QVERIFY(controller.start(m_fixture.setupFor(
            suiteOf(3, 1), {endpointAt(server.baseUrl()), endpointAt(server.baseUrl(), QStringLiteral("F"))})));
        QVERIFY(eventually([&] { return !finished.isEmpty(); }));

        QCOMPARE(last.requestsPlanned, 8U);
        QCOMPARE(last.requestsFinished, 8U);
        QCOMPARE(last.endpoints.size(), 2U);
        const LiveCell &cell = last.endpoints[1].cells.at(0);
        QVERIFY(cell.state == CellState::Done);
        QCOMPARE(cell.finished, 3);
        QCOMPARE(cell.ttft_s.count, 3);
        QVERIFY(last.endpoints[0].coldTtft_s);
        QCOMPARE(last.timeline.size(), 8U);
        QCOMPARE(last.timeLeft, 0ns);
    }

    void aFileThatCannotBeWrittenIsSaidAtTheStart()
    {
        RunSetup setup = m_fixture.setupFor(suiteOf(1), {endpointAt(QStringLiteral("http://127.0.0.1:1/v1"))});
        setup.path = QStringLiteral("/proc/no/such.run.jsonl");
        RunController controller;
        const auto started = controller.start(std::move(setup));
        QVERIFY(!started);
        QVERIFY(controller.state() == RunController::State::Idle);
    }

    void preparationNamesEndpointsThatCannotBeReached()
    {
        ScriptedServer server;
        quint16 port = 0;
        {
            ScriptedServer gone;
            port = gone.serverPort();
        }
        Endpoint unset = endpointAt(server.baseUrl(), QStringLiteral("No key"));
        unset.apiKey = {SecretReference::Kind::Environment, QStringLiteral("STREAMGAUGE_NOT_SET")};
        SimulatorHost simulators;
        RunPreparation preparation({.suite = suiteOf(1),
                                    .endpoints = {endpointAt(server.baseUrl()),
                                                  endpointAt(QStringLiteral("http://127.0.0.1:%1").arg(port)), unset},
                                    .options = {},
                                    .title = {},
                                    .path = m_fixture.path(QStringLiteral("p.run.jsonl"))},
                                   simulators);
        std::vector<EndpointProblem> problems;
        connect(&preparation, &RunPreparation::failed, this,
                [&](const std::vector<EndpointProblem> &all) { problems = all; });
        preparation.start();
        QVERIFY(eventually([&] { return !problems.empty(); }));

        QCOMPARE(problems.size(), 2U);
        QCOMPARE(problems[0].endpoint, 1);
        QVERIFY(!problems[0].message.isEmpty());
        QCOMPARE(problems[1].endpoint, 2);
        QVERIFY(problems[1].message.contains(QStringLiteral("STREAMGAUGE_NOT_SET")));
    }

    void preparationAsksTheServerForItsModel()
    {
        ScriptedServer server;
        Endpoint endpoint = endpointAt(QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()));
        endpoint.model.clear();
        SimulatorHost simulators;
        RunPreparation preparation({.suite = suiteOf(1),
                                    .endpoints = {endpoint},
                                    .options = {},
                                    .title = {},
                                    .path = m_fixture.path(QStringLiteral("q.run.jsonl"))},
                                   simulators);
        std::optional<RunSetup> setup;
        connect(&preparation, &RunPreparation::ready, this, [&](const RunSetup &made) { setup = made; });
        preparation.start();
        QVERIFY(eventually([&] { return setup.has_value(); }));

        QCOMPARE(setup->header.endpoints[0].model, QStringLiteral("scripted"));
        QCOMPARE(setup->header.endpoints[0].url, server.baseUrl());
    }

    void aSimulatedRunGoesFromEndToEnd()
    {
        SimulatorHost simulators;
        Endpoint endpoint = simulatedEndpoint(QStringLiteral("gpt-oss-20b"), 200).value();
        RunPreparation preparation({.suite = loadSuite(QStringLiteral("speed-test")).value(),
                                    .endpoints = {endpoint},
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

        QCOMPARE(run->requests.size(), 16U);
        QVERIFY(run->header.simulated);
        for (const RequestRecord &record : run->requests) {
            QVERIFY(record.completed());
            QVERIFY(record.reasoningTokens.value_or(0) > 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestRunController)

#include "tst_runcontroller.moc"
