// SPDX-License-Identifier: Apache-2.0
#include "eventually.h"
#include "metrics/summary.h"
#include "run/requestbodies.h"
#include "runfixture.h"
#include "suite/openingline.h"
#include "suite/suiteparser.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace streamgauge;

namespace {

using Then = ServerStep::Then;

}

class TestRunRequests : public QObject
{
    Q_OBJECT

private:
    static Suite avoidingSuite(const QByteArray &suiteSays)
    {
        return parseSuite("suite: T\nwarmup: 0\nrepetitions: 3\nprompt_cache: avoid\n" + suiteSays
                              + "tests:\n  - {name: A, prompt: hello, max_tokens: 8}\n",
                          QStringLiteral("t.yaml"))
            .value();
    }

    static Suite fixedLengthSuite()
    {
        return parseSuite("suite: T\nwarmup: 0\nrepetitions: 1\ntests:\n  - {name: A, prompt: hello, max_tokens: 8, "
                          "ignore_eos: true, min_tokens: 8}\n",
                          QStringLiteral("t.yaml"))
            .value();
    }

    /// What a server was asked in a run of the suite on so many endpoints, all of them it.
    QStringList promptsOf(const Suite &suite, int endpoints)
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        m_fixture.runOf(
            m_fixture.setupFor(suite, std::vector<Endpoint>(std::size_t(endpoints), endpointAt(server.baseUrl()))));
        QStringList prompts;
        for (const QByteArray &body : std::as_const(server.requestBodies)) {
            const QJsonValue messages = QJsonDocument::fromJson(body).object().value(QLatin1String("messages"));
            prompts.append(messages.toArray().at(0).toObject().value(QLatin1String("content")).toString());
        }
        return prompts;
    }

    RunFixture m_fixture;

private Q_SLOTS:
    void asksForAStreamWithUsage()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.body = {{QStringLiteral("top_k"), 5}};
        endpoint.headers = {{QStringLiteral("X-Extra"), QStringLiteral("yes")}};
        RunSetup setup = m_fixture.setupFor(suiteOf(1), {endpoint});
        setup.apiKeys = {QStringLiteral("sesame")};
        const QString path = setup.path;
        m_fixture.runOf(std::move(setup));

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

    void everyTokenOfAReadIsInTheLiveRate()
    {
        // Three tokens that arrive together, each an HTTP chunk of its own, after the first; the rate has whole
        // intervals only, so the answer stays open for longer than one.
        const QByteArray three =
            httpChunk(contentEvent("b")) + httpChunk(contentEvent("c")) + httpChunk(contentEvent("d"));
        ScriptedServer server;
        server.setScripts({{{streamHead("Transfer-Encoding: chunked\r\n") + httpChunk(contentEvent("a"))},
                            {three, 20},
                            {httpChunk(finishEvent() + usageEvent(3, 4) + doneEvent()) + httpChunk({}), 600}}});
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        double tokens = 0;
        connect(&controller, &RunController::snapshotChanged, this, [&tokens](const LiveSnapshot &snapshot) {
            tokens = 0;
            for (const float rate : snapshot.endpoints[0].rate)
                tokens += static_cast<double>(rate) * toSeconds(LiveSnapshot::rateInterval);
        });
        QVERIFY(controller.start(m_fixture.setupFor(suiteOf(1), {endpointAt(server.baseUrl())})));
        QVERIFY(eventually([&] { return !finished.isEmpty(); }));
        QVERIFY2(std::abs(tokens - 3) < 0.1, qPrintable(QString::number(tokens)));
    }

    void aKeyIsSentInTheHeaderItBelongsTo()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.apiKey = {SecretReference::Kind::Environment, QStringLiteral("KEY"), QStringLiteral("api-key")};
        RunSetup setup = m_fixture.setupFor(suiteOf(1), {endpoint});
        setup.apiKeys = {QStringLiteral("sesame")};
        const QString path = setup.path;
        const Run run = m_fixture.runOf(std::move(setup));

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
        const Run run = m_fixture.runAgainst(server, {refusal, goodAnswer()}, 3);

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
        const Run run = m_fixture.runAgainst(server, {slowRefusal, goodAnswer()}, 1);

        const RequestRecord &record = run.requests.at(0);
        QVERIFY(record.completed());
        QVERIFY(*record.sent - record.scheduled >= 300ms);
        QVERIFY(*record.headers >= *record.sent);
    }

    void aRefusalOfTheRequestItselfFails()
    {
        ScriptedServer server;
        const ServerScript refusal {{jsonAnswer(400, "{\"error\":{\"message\":\"too long\"}}")}};
        const Run run = m_fixture.runAgainst(server, {refusal}, 1);

        QCOMPARE(run.requests.size(), 1U);
        QCOMPARE(run.requests[0].error->kind, QStringLiteral("http"));
        QCOMPARE(server.requestBodies.size(), 2); // it might have been the extras
        QVERIFY(run.clientRemarks.empty());
    }

    void whereTheExtrasWereTakenARefusalIsNotAskedAgain()
    {
        ScriptedServer server;
        const ServerScript refusal {{jsonAnswer(400, "{\"error\":{\"message\":\"too long\"}}")}};
        const Run run = m_fixture.runAgainst(server, {goodAnswer(), refusal, goodAnswer()}, 3);

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
        RunSetup setup = m_fixture.setupFor(
            suiteOf(1), {endpointAt(server.baseUrl()), endpointAt(server.baseUrl(), QStringLiteral("F"))});
        setup.header.engines[0].insert(QStringLiteral("name"), engine); // by the probe
        setup.header.endpoints[1].deployment.engine = engine.toLower(); // by hand
        m_fixture.runOf(std::move(setup));

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
        const Run run = m_fixture.runOf(m_fixture.setupFor(suiteOf(1), {endpoint}));

        const RequestRecord &record = run.requests.at(0);
        QVERIFY2(record.completed(), qPrintable(record.error ? record.error->message : QString()));
        QCOMPARE(record.text, QStringLiteral("a"));
        QVERIFY(run.header.endpoints.at(0).api == endpoint.api);
        QVERIFY2(server.requestHeads.first().startsWith("POST " + path + " "), server.requestHeads.first().constData());
        QCOMPARE(server.requestBodies.first(), body.replace('\'', '"'));
    }

    void theLengthOfAnswersIsAskedOfEnginesThatCan_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<int>("api");
        QTest::addColumn<bool>("ignoreEos");
        QTest::addColumn<bool>("minTokens");
        const auto chat = static_cast<int>(Api::Chat);
        QTest::newRow("vLLM") << "vLLM" << chat << true << true;
        QTest::newRow("SGLang") << "SGLang" << chat << true << true;
        QTest::newRow("llama.cpp") << "llama.cpp" << chat << true << false;
        QTest::newRow("unknown") << "" << chat << true << true;
        QTest::newRow("completions") << "vLLM" << static_cast<int>(Api::Completions) << true << true;
        QTest::newRow("Ollama") << "Ollama" << chat << false << false;
        QTest::newRow("Ollama's own interface") << "Ollama" << static_cast<int>(Api::Ollama) << false << false;
    }

    void theLengthOfAnswersIsAskedOfEnginesThatCan()
    {
        QFETCH(QString, engine);
        QFETCH(int, api);
        QFETCH(bool, ignoreEos);
        QFETCH(bool, minTokens);
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.api = static_cast<Api>(api);
        RunSetup setup = m_fixture.setupFor(fixedLengthSuite(), {endpoint});
        setup.header.engines[0].insert(QStringLiteral("name"), engine);
        const Run run = m_fixture.runOf(std::move(setup));

        const QJsonObject body = QJsonDocument::fromJson(server.requestBodies.first()).object();
        QCOMPARE(body.value(QLatin1String("ignore_eos")).toBool(), ignoreEos);
        QCOMPARE(body.value(QLatin1String("min_tokens")).toInt(), minTokens ? 8 : 0);
        QCOMPARE(run.clientRemarks.size(), std::size_t(!ignoreEos) + std::size_t(!minTokens));
        for (const Remark &remark : run.clientRemarks)
            QVERIFY(remark.message.contains(QStringLiteral("which the engine does not have")));
        const TestSettings &settings = run.header.suite.tests[0].settings;
        QVERIFY(settings.ignoreEos);
        QCOMPARE(settings.minTokens, 8);
        QVERIFY(!run.header.suite.defaults.ignoreEos);
    }

    void aServerThatTakesUsageButNoLengthsIsAskedAgainWithoutThem()
    {
        ScriptedServer server;
        const ServerScript refusal {{jsonAnswer(422, "{\"detail\":\"ignore_eos: not permitted\"}")}};
        server.setScripts({goodAnswer(), refusal, goodAnswer()});
        const Suite suite = parseSuite("suite: T\nwarmup: 0\nrepetitions: 1\ntests:\n"
                                       "  - {name: A, prompt: hello, max_tokens: 8}\n"
                                       "  - {name: B, prompt: hello, max_tokens: 8, ignore_eos: true}\n",
                                       QStringLiteral("t.yaml"))
                                .value();
        const Run run = m_fixture.runOf(m_fixture.setupFor(suite, {endpointAt(server.baseUrl())}));

        QCOMPARE(run.requests.size(), 2U);
        QVERIFY(run.requests[1].completed());
        QVERIFY(server.requestBodies.at(1).contains("ignore_eos"));
        QVERIFY(!server.requestBodies.at(2).contains("ignore_eos"));
        QCOMPARE(run.clientRemarks.size(), 1U);
        QVERIFY(run.clientRemarks[0].message.contains(QStringLiteral("ignore_eos")));
    }

    void avoidingThePromptCachePutsAUniqueLineFirst()
    {
        const QStringList prompts = promptsOf(avoidingSuite({}), 2);
        QCOMPARE(prompts.size(), 6); // two endpoints may be one server with one cache
        QCOMPARE(QSet<QString>(prompts.begin(), prompts.end()).size(), 6);
        for (const QString &prompt : prompts) {
            QVERIFY(prompt.endsWith(QStringLiteral("\nhello")));
            QCOMPARE(prompt.section(u'\n', 0, 0).split(u' ').size(), 8);
        }
    }

    void theUniqueLinesAreNewInEachRunUnlessTheSuiteFixesTheSeed()
    {
        const QStringList first = promptsOf(avoidingSuite({}), 1);
        for (const QString &prompt : promptsOf(avoidingSuite({}), 1))
            QVERIFY(!first.contains(prompt));
        QCOMPARE(promptsOf(avoidingSuite("seed: 7\n"), 1), promptsOf(avoidingSuite("seed: 7\n"), 1));
    }

    void theRunSaysItsSeed()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        const Run run = m_fixture.runOf(m_fixture.setupFor(avoidingSuite("seed: 7\n"), {endpointAt(server.baseUrl())}));
        QCOMPARE(run.header.seed, 7U);
        const Run other = m_fixture.runOf(m_fixture.setupFor(avoidingSuite({}), {endpointAt(server.baseUrl())}));
        QVERIFY(other.header.seed != run.header.seed);
    }

    void stepsOfASweepHaveLinesOfTheirOwn()
    {
        const QStringList prompts = promptsOf(avoidingSuite("load: {concurrency: [1, 2, 3]}\n"), 1);
        QCOMPARE(QSet<QString>(prompts.begin(), prompts.end()).size(), 9);
    }

    void theUniqueLineStandsInTheInterfacesOwnPlace()
    {
        Endpoint endpoint = endpointAt({});
        endpoint.api = Api::Completions;
        RunHeader header;
        header.suite = avoidingSuite("seed: 7\n");
        header.suite.tests[0].messages[0].content = QStringLiteral("say \"hä\"\n");
        header.endpoints = {endpoint};
        const RequestBodies bodies(header);
        const auto body = bodies.bodyOf({.repetition = 1, .due = {}}, 0, false);
        const QString prompt = QJsonDocument::fromJson(*body).object().value(QLatin1String("prompt")).toString();
        QCOMPARE(prompt.section(u'\n', 1), QStringLiteral("say \"hä\"\n"));
        QCOMPARE(prompt.section(u'\n', 0, 0), openingLine(header.seed, 0, {.repetition = 1, .due = {}}));
    }
};

QTEST_GUILESS_MAIN(TestRunRequests)

#include "tst_runrequests.moc"
