// SPDX-License-Identifier: Apache-2.0
#include "client/kernelstamps.h"
#include "eventually.h"
#include "metrics/summary.h"
#include "run/runcontroller.h"
#include "run/runpreparation.h"
#include "runfile/runreader.h"
#include "scriptedserver.h"
#include "suite/suiteparser.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace streamgauge;

namespace {

using Then = ServerStep::Then;

Suite suiteOf(int repetitions, int warmup = 0)
{
    const QByteArray yaml = "suite: T\nwarmup: " + QByteArray::number(warmup) + "\nrepetitions: "
        + QByteArray::number(repetitions) + "\ntests:\n  - {name: A, prompt: hello, max_tokens: 8}\n";
    return parseSuite(yaml, QStringLiteral("t.yaml")).value();
}

Endpoint endpointAt(const QString &url, const QString &label = QStringLiteral("E"))
{
    Endpoint endpoint;
    endpoint.label = label;
    endpoint.url = url;
    endpoint.model = QStringLiteral("scripted");
    return endpoint;
}

ServerScript goodAnswer(Then then = Then::Close)
{
    return {{streamHead("Connection: close\r\n") + roleEvent()},
            {contentEvent("a"), 5},
            {contentEvent("b"), 5},
            {finishEvent() + usageEvent(3, 2) + doneEvent(), 0, then}};
}

ServerScript keptAliveAnswer()
{
    const QByteArray stream = contentEvent("a") + contentEvent("b") + finishEvent() + usageEvent(3, 2) + doneEvent();
    return {{streamHead("Transfer-Encoding: chunked\r\n") + httpChunk(stream) + httpChunk({})}};
}

}

class TestRunController : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_files = 0;

    RunSetup setupFor(const Suite &suite, const std::vector<Endpoint> &endpoints, const PlanOptions &options = {})
    {
        RunSetup setup;
        setup.header.suite = withOptions(suite, options);
        setup.header.endpoints = endpoints;
        setup.header.engines.resize(endpoints.size());
        setup.apiKeys.resize(endpoints.size());
        setup.plan = makePlan(suite, static_cast<int>(endpoints.size()), options);
        setup.path = m_folder.filePath(QStringLiteral("%1.run.jsonl").arg(++m_files));
        return setup;
    }

    Run runOf(RunSetup setup)
    {
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        const auto started = controller.start(std::move(setup));
        if (!started)
            qFatal("%s", qPrintable(started.error().toString()));
        if (!eventually([&] { return !finished.isEmpty(); }))
            qFatal("the run does not end");
        return readRun(finished.first().first().toString()).value();
    }

    Run runAgainst(ScriptedServer &server, const QList<ServerScript> &scripts, int repetitions)
    {
        server.setScripts(scripts);
        return runOf(setupFor(suiteOf(repetitions), {endpointAt(server.baseUrl())}));
    }

private Q_SLOTS:
    void measuresAndSavesARun()
    {
        ScriptedServer server;
        const Run run = runAgainst(server, {goodAnswer()}, 3);

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
        const Run run = runAgainst(server, {goodAnswer()}, 3);

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

    void asksForAStreamWithUsage()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.body = {{QStringLiteral("top_k"), 5}};
        endpoint.headers = {{QStringLiteral("X-Extra"), QStringLiteral("yes")}};
        RunSetup setup = setupFor(suiteOf(1), {endpoint});
        setup.apiKeys = {QStringLiteral("sesame")};
        const QString path = setup.path;
        runOf(std::move(setup));

        const QJsonObject body = QJsonDocument::fromJson(server.requestBodies.first()).object();
        QCOMPARE(body.value(QStringLiteral("model")).toString(), QStringLiteral("scripted"));
        QCOMPARE(body.value(QStringLiteral("stream")).toBool(), true);
        QCOMPARE(
            body.value(QStringLiteral("stream_options")).toObject().value(QStringLiteral("include_usage")).toBool(),
            true);
        QCOMPARE(body.value(QStringLiteral("max_tokens")).toInt(), 8);
        QCOMPARE(body.value(QStringLiteral("top_k")).toInt(), 5);
        const QByteArray head = server.requestHeads.first();
        QVERIFY(head.contains("Authorization: Bearer sesame"));
        QVERIFY(head.contains("X-Extra: yes"));
        QVERIFY(!head.contains("Expect:"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("sesame"));
    }

    void keepsConnectionsOpen()
    {
        ScriptedServer server;
        const Run run = runAgainst(server, {keptAliveAnswer()}, 5);

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
        const Run run = runAgainst(server, {answer}, 20);

        QCOMPARE(run.requests.size(), 20U);
        for (const RequestRecord &record : run.requests) {
            QVERIFY2(record.completed(), qPrintable(record.error ? record.error->message : QString()));
            QVERIFY(*record.firstToken >= *record.sent);
        }
    }

    void connectTimeIsKeptApartFromTtft()
    {
        ScriptedServer server;
        const Run run = runAgainst(server, {goodAnswer()}, 3);

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
        const Run run = runAgainst(server, {answer, goodAnswer()}, 2);

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
        const Run run = runOf(setupFor(suiteOf(2), {endpointAt(QStringLiteral("http://127.0.0.1:%1/v1").arg(port))}));

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
        RunSetup setup = setupFor(suiteOf(2), {endpointAt(server.baseUrl())});
        setup.firstTokenLimit = setup.betweenTokensLimit = 200ms;
        const Run run = runOf(std::move(setup));

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
        QVERIFY(controller.start(setupFor(suiteOf(3), {endpointAt(server.baseUrl())})));
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
        QVERIFY(controller.start(setupFor(suiteOf(1), {endpointAt(server.baseUrl())})));
        QVERIFY(eventually([&] { return finished.size() == 2; }));
    }

    void aDestroyedControllerSavesWhatWasMeasured()
    {
        ScriptedServer server;
        server.setScripts({{{streamHead() + contentEvent("a")}}});
        RunSetup setup = setupFor(suiteOf(3), {endpointAt(server.baseUrl())});
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

    void aKeyIsSentInTheHeaderItBelongsTo()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.apiKey = {SecretReference::Kind::Environment, QStringLiteral("KEY"), QStringLiteral("api-key")};
        RunSetup setup = setupFor(suiteOf(1), {endpoint});
        setup.apiKeys = {QStringLiteral("sesame")};
        const QString path = setup.path;
        const Run run = runOf(std::move(setup));

        QVERIFY(server.requestHeads.first().contains("\r\napi-key: sesame"));
        QVERIFY(!server.requestHeads.first().contains("Authorization"));
        QVERIFY(run.header.endpoints.at(0).apiKey == endpoint.apiKey);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("sesame"));
    }

    void aStrictServerIsAskedAgainWithoutExtras_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("400") << 400;
        QTest::newRow("422") << 422;
    }

    void aStrictServerIsAskedAgainWithoutExtras()
    {
        QFETCH(int, status);
        ScriptedServer server;
        const ServerScript refusal {{jsonAnswer(status, "{\"detail\":\"extra fields not permitted\"}")}};
        const Run run = runAgainst(server, {refusal, goodAnswer()}, 3);

        QCOMPARE(run.requests.size(), 3U);
        for (const RequestRecord &record : run.requests)
            QVERIFY2(record.completed(), qPrintable(record.error ? record.error->message : QString()));
        QCOMPARE(server.requestBodies.size(), 4);
        QVERIFY(server.requestBodies[0].contains("stream_options"));
        for (qsizetype i = 1; i < 4; ++i)
            QVERIFY(!server.requestBodies[i].contains("stream_options"));
        QCOMPARE(run.clientRemarks.size(), 1U);
        QVERIFY(run.clientRemarks[0].message.contains(QStringLiteral("stream_options")));
        QCOMPARE(summarizeSeries(run, 0).remarks, QStringList {run.clientRemarks[0].message});
    }

    void theRequestSentAgainIsTimedFromItsOwnSending()
    {
        ScriptedServer server;
        const ServerScript slowRefusal {{{}, 300}, {jsonAnswer(400, "{\"detail\":\"extra fields not permitted\"}")}};
        const Run run = runAgainst(server, {slowRefusal, goodAnswer()}, 1);

        const RequestRecord &record = run.requests.at(0);
        QVERIFY(record.completed());
        QVERIFY(*record.sent - record.scheduled >= 300ms);
        QVERIFY(*record.headers >= *record.sent);
    }

    void aRefusalOfTheRequestItselfFails()
    {
        ScriptedServer server;
        const ServerScript refusal {{jsonAnswer(400, "{\"error\":{\"message\":\"too long\"}}")}};
        const Run run = runAgainst(server, {refusal}, 1);

        QCOMPARE(run.requests.size(), 1U);
        QCOMPARE(run.requests[0].error->kind, QStringLiteral("http"));
        QCOMPARE(server.requestBodies.size(), 2); // it might have been the extras
        QVERIFY(run.clientRemarks.empty());
    }

    void whereTheExtrasWereTakenARefusalIsNotAskedAgain()
    {
        ScriptedServer server;
        const ServerScript refusal {{jsonAnswer(400, "{\"error\":{\"message\":\"too long\"}}")}};
        const Run run = runAgainst(server, {goodAnswer(), refusal, goodAnswer()}, 3);

        QCOMPARE(run.requests.size(), 3U);
        QVERIFY(run.requests[1].error.has_value());
        QCOMPARE(server.requestBodies.size(), 3);
    }

    void asksTheEngineForTheBestEvidenceItHas_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<bool>("tokenIds");
        QTest::addColumn<bool>("continuousUsage");
        QTest::newRow("vLLM") << "vLLM" << true << true;
        QTest::newRow("SGLang") << "SGLang" << false << true;
        QTest::newRow("llama.cpp") << "llama.cpp" << false << false;
        QTest::newRow("unknown") << "" << false << false;
    }

    void asksTheEngineForTheBestEvidenceItHas()
    {
        QFETCH(QString, engine);
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        RunSetup setup =
            setupFor(suiteOf(1), {endpointAt(server.baseUrl()), endpointAt(server.baseUrl(), QStringLiteral("F"))});
        setup.header.engines[0].insert(QStringLiteral("name"), engine); // by the probe
        setup.header.endpoints[1].deployment.engine = engine.toLower(); // by hand
        runOf(std::move(setup));

        QCOMPARE(server.requestBodies.size(), 2);
        for (const QByteArray &bytes : std::as_const(server.requestBodies)) {
            const QJsonObject body = QJsonDocument::fromJson(bytes).object();
            QTEST(body.value(QLatin1String("return_token_ids")).toBool(), "tokenIds");
            const QJsonObject options = body.value(QLatin1String("stream_options")).toObject();
            QTEST(options.value(QLatin1String("continuous_usage_stats")).toBool(), "continuousUsage");
            QCOMPARE(options.value(QLatin1String("include_usage")).toBool(), true);
        }
    }

    void speaksTheEndpointsInterface_data()
    {
        QTest::addColumn<int>("api");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QByteArray>("body"); // as sent, with ' for \"

        QTest::newRow("completions")
            << static_cast<int>(Api::Completions) << QByteArray("/v1/completions") << QByteArray("text/event-stream")
            << sseEvent(R"({"choices":[{"index":0,"text":"a","finish_reason":"stop"}]})")
            << QByteArray(
                   "{'max_tokens':8,'model':'scripted','prompt':'hello','stream':true,'stream_options':{'include_"
                   "usage':true},'temperature':0}");
        QTest::newRow("responses")
            << static_cast<int>(Api::Responses) << QByteArray("/v1/responses") << QByteArray("text/event-stream")
            << sseEvent(R"({"type":"response.output_text.delta","delta":"a"})")
                + sseEvent(R"({"type":"response.completed","response":{"status":"completed"}})")
            << QByteArray(
                   "{'input':[{'content':'hello','role':'user'}],'max_output_tokens':8,'model':'scripted','store':"
                   "false,'stream':true,'temperature':0}");
        QTest::newRow("ollama")
            << static_cast<int>(Api::Ollama) << QByteArray("/api/chat") << QByteArray("application/x-ndjson")
            << QByteArray(R"({"message":{"content":"a"},"done":false})"
                          "\n"
                          R"({"message":{"content":""},"done":true,"done_reason":"stop","eval_count":1})"
                          "\n")
            << QByteArray(
                   "{'messages':[{'content':'hello','role':'user'}],'model':'scripted','options':{'num_ctx':4096,'"
                   "num_predict':8,'temperature':0},'stream':true}");
    }

    void speaksTheEndpointsInterface()
    {
        QFETCH(int, api);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, contentType);
        QFETCH(QByteArray, stream);
        QFETCH(QByteArray, body);
        ScriptedServer server;
        server.setScripts(
            {{{"HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\nConnection: close\r\n\r\n" + stream, 0,
               Then::Close}}});
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.api = static_cast<Api>(api);
        if (endpoint.api == Api::Ollama)
            endpoint.body = {{QStringLiteral("options"), QJsonObject {{QStringLiteral("num_ctx"), 4096}}}};
        const Run run = runOf(setupFor(suiteOf(1), {endpoint}));

        const RequestRecord &record = run.requests.at(0);
        QVERIFY2(record.completed(), qPrintable(record.error ? record.error->message : QString()));
        QCOMPARE(record.text, QStringLiteral("a"));
        QVERIFY(run.header.endpoints.at(0).api == endpoint.api);
        QVERIFY2(server.requestHeads.first().startsWith("POST " + path + " "), server.requestHeads.first().constData());
        QCOMPARE(server.requestBodies.first(), body.replace('\'', '"'));
    }

    void neverMoreAtOnceThanTheConcurrency()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        PlanOptions options;
        options.load = ClosedLoop {.concurrency = {4}};
        const Run run = runOf(setupFor(suiteOf(24), {endpointAt(server.baseUrl())}, options));

        QCOMPARE(run.requests.size(), 24U);
        int mostAtOnce = 0;
        for (const RequestRecord &one : run.requests) {
            int atOnce = 0;
            for (const RequestRecord &other : run.requests)
                atOnce += *other.sent <= *one.sent && *one.sent < *other.end;
            mostAtOnce = std::max(mostAtOnce, atOnce);
        }
        QVERIFY(mostAtOnce <= 4);
        QVERIFY(mostAtOnce >= 2);
    }

    void holdsAThousandStreamsAtOnce()
    {
        constexpr int streams = 1000;
        ScriptedServer server;
        server.setScripts({{{streamHead() + contentEvent("a")}}}); // and goes on when all are there
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        int mostAtOnce = 0;
        connect(&controller, &RunController::snapshotChanged, this, [&](const LiveSnapshot &snapshot) {
            mostAtOnce = std::max(mostAtOnce, snapshot.endpoints[0].inFlight);
        });
        PlanOptions options;
        options.load = ClosedLoop {.concurrency = {streams}};
        QVERIFY(controller.start(setupFor(suiteOf(streams), {endpointAt(server.baseUrl())}, options)));
        QVERIFY(eventually([&] { return server.scriptsPlayed == streams; }));
        server.sendToAll(contentEvent("b") + finishEvent() + usageEvent(3, 2) + doneEvent());
        QVERIFY(eventually([&] { return !finished.isEmpty(); }));

        QCOMPARE(mostAtOnce, streams);
        const Run run = readRun(finished.first().first().toString()).value();
        QCOMPARE(run.requests.size(), std::size_t(streams));
        for (const RequestRecord &record : run.requests)
            QVERIFY2(record.completed(), qPrintable(record.error ? record.error->message : QString()));
    }

    void aDurationGoesOnUntilItIsOver()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        PlanOptions options;
        options.load = ClosedLoop {.concurrency = {2}, .duration = 300ms};
        const Run run = runOf(setupFor(suiteOf(1), {endpointAt(server.baseUrl())}, options));

        QVERIFY(run.end->outcome == Outcome::Completed);
        QVERIFY(run.requests.size() >= 2U);
        RunTime first = RunTime::max();
        for (const RequestRecord &record : run.requests)
            first = std::min(first, record.scheduled);
        std::set<int> repetitions;
        for (const RequestRecord &record : run.requests) {
            QVERIFY(record.scheduled - first < 300ms);
            repetitions.insert(record.repetition);
        }
        QCOMPARE(repetitions.size(), run.requests.size());
    }

    void aCapHoldsBackAndTheWaitingIsReported()
    {
        ScriptedServer server;
        server.setScripts(
            {{{streamHead() + contentEvent("a")}, {contentEvent("b") + finishEvent(), 100, Then::Close}}});
        PlanOptions options;
        options.load = OpenLoop {.rates = {1000}, .arrivals = Arrivals::Constant, .maxConcurrency = 1};
        const Run run = runOf(setupFor(suiteOf(3), {endpointAt(server.baseUrl())}, options));

        QCOMPARE(run.requests.size(), 3U);
        for (std::size_t i = 0; i < run.requests.size(); ++i) {
            const RequestRecord &record = run.requests[i];
            QCOMPARE(record.repetition, static_cast<int>(i));
            QVERIFY(record.due == (i == 0 ? Due::AtRate : Due::HeldBack));
            if (i > 0)
                QVERIFY(*record.sent >= *run.requests[i - 1].end);
            QVERIFY(*endToEndLatencyFromSchedule(record) >= *endToEndLatency(record));
        }
        QVERIFY(*queueDelay(run.requests[2]) >= 190ms);
    }

    void aSweepStopsPastSaturation()
    {
        // One at a time is all this server can do: twice as many at once take twice as long.
        ScriptedServer server;
        server.setScripts(
            {{{streamHead() + contentEvent("a")}, {contentEvent("b") + finishEvent(), 50, Then::Close}},
             {{streamHead() + contentEvent("a")}, {contentEvent("b") + finishEvent(), 500, Then::Close}},
             {{streamHead() + contentEvent("a")}, {contentEvent("b") + finishEvent(), 500, Then::Close}}});
        Suite suite = suiteOf(1);
        suite.tests.front().settings.load = ClosedLoop {.concurrency = {1, 2, 4}};
        suite.tests.front().settings.stopAtSaturation = true;
        suite.tests.front().settings.repetitions = 1;
        const Run run = runOf(setupFor(suite, {endpointAt(server.baseUrl())}));

        QCOMPARE(run.requests.size(), 2U);
        QVERIFY(run.end->outcome == Outcome::Completed);
        QCOMPARE(run.clientRemarks.size(), 1U);
        QVERIFY2(run.clientRemarks.front().message.contains(QLatin1String("past saturation")),
                 qPrintable(run.clientRemarks.front().message));
    }

    void aRateSendsWhetherOrNotEarlierRequestsHaveEnded()
    {
        ScriptedServer server;
        server.setScripts({{{streamHead() + contentEvent("a")}, {finishEvent(), 400, Then::Close}}});
        PlanOptions options;
        options.load = OpenLoop {.rates = {100}, .arrivals = Arrivals::Constant, .duration = {}};
        const Run run = runOf(setupFor(suiteOf(10), {endpointAt(server.baseUrl())}, options));

        QCOMPARE(run.requests.size(), 10U);
        std::vector<RunTime> scheduled;
        for (const RequestRecord &record : run.requests) {
            QVERIFY(record.completed());
            QVERIFY(*queueDelay(record) >= 0ns);
            scheduled.push_back(record.scheduled);
        }
        std::ranges::sort(scheduled);
        for (std::size_t i = 1; i < scheduled.size(); ++i)
            QVERIFY(scheduled[i] - scheduled[i - 1] > 9ms && scheduled[i] - scheduled[i - 1] < 11ms);
    }

    void avoidingThePromptCachePutsAUniqueLineFirst()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        const Suite suite = parseSuite("suite: T\nwarmup: 0\nrepetitions: 3\nprompt_cache: avoid\ntests:\n  - {name: "
                                       "A, prompt: hello, max_tokens: 8}\n",
                                       QStringLiteral("t.yaml"))
                                .value();
        runOf(setupFor(suite, {endpointAt(server.baseUrl())}));

        QStringList prompts;
        for (const QByteArray &body : std::as_const(server.requestBodies))
            prompts.append(QJsonDocument::fromJson(body)
                               .object()
                               .value(QStringLiteral("messages"))
                               .toArray()
                               .at(0)
                               .toObject()
                               .value(QStringLiteral("content"))
                               .toString());
        QCOMPARE(prompts.removeDuplicates(), 0);
        QCOMPARE(prompts.size(), 3);
        for (const QString &prompt : prompts)
            QVERIFY(prompt.endsWith(QStringLiteral("\nhello")));
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
        QVERIFY(controller.start(setupFor(
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
        RunSetup setup = setupFor(suiteOf(1), {endpointAt(QStringLiteral("http://127.0.0.1:1/v1"))});
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
                                    .path = m_folder.filePath(QStringLiteral("p.run.jsonl"))},
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
                                    .path = m_folder.filePath(QStringLiteral("q.run.jsonl"))},
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
                                    .path = m_folder.filePath(QStringLiteral("s.run.jsonl"))},
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
