// SPDX-License-Identifier: Apache-2.0
#include "endpoint/probe.h"
#include "eventually.h"
#include "httpfixture.h"

#include <QFile>
#include <QTest>

using namespace streamgauge;

namespace {

const QByteArray chatPath = "/v1/chat/completions";
const QByteArray oneToken =
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}],\"usage\":null}\n\n";
const QByteArray usage = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\n";
const QByteArray done = "data: [DONE]\n\n";

QByteArray capture(const char *name)
{
    QFile file(QStringLiteral(TEST_DATA "/captures/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", name, qPrintable(file.errorString()));
    return file.readAll();
}

QByteArray models(const QByteArray &entry)
{
    return "{\"object\":\"list\",\"data\":[" + entry + "]}";
}

Endpoint endpointAt(const QString &url, const QString &model = {})
{
    Endpoint endpoint;
    endpoint.label = QStringLiteral("E");
    endpoint.url = url;
    endpoint.model = model;
    return endpoint;
}

/// The result once it has come; the problem "never finished" otherwise.
ProbeResult probed(const Endpoint &endpoint, ProbeDepth depth = ProbeDepth::Reach)
{
    Probe probe(endpoint, depth);
    std::vector<ProbeResult> results;
    QObject::connect(&probe, &Probe::finished, &probe, [&](const ProbeResult &result) { results.push_back(result); });
    probe.start();
    const bool isAtOnce = !results.empty(); // a result inside of start() is not expected by anybody
    if (isAtOnce || !eventually([&] { return !results.empty(); })) {
        ProbeResult none;
        none.problem = QStringLiteral("never finished");
        return none;
    }
    return results.front();
}

}

class TestProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // A proxy of the system must not stand between the program and its own machine.
        qputenv("http_proxy", "http://127.0.0.1:9");
        qputenv("STREAMGAUGE_TEST_KEY", "s3cret-key");
        qunsetenv("STREAMGAUGE_TEST_MISSING");
    }

    void llamaServerIsRecognised()
    {
        HttpFixture server;
        server.answer("/v1/models", capture("sid-tiny-models.raw"));
        server.answer("/props", capture("sid-tiny-props.raw"));
        server.answer("/version", capture("sid-tiny-version.raw"));
        server.answer(chatPath, capture("sid-tiny-chat-max1.framed.raw"));
        const ProbeResult result = probed(endpointAt(server.url()), ProbeDepth::Test);
        QCOMPARE(result.problem, QString());
        QVERIFY(result.usable());
        QCOMPARE(result.models, QStringList {QStringLiteral("tiny")});
        QCOMPARE(result.model, QStringLiteral("tiny"));
        QCOMPARE(result.engine, QStringLiteral("llama.cpp"));
        QCOMPARE(result.engineVersion, QStringLiteral("b11669-Debian"));
        QCOMPARE(result.maxModelLength, std::optional(2048));
        QCOMPARE(result.streams, std::optional(true));
        QCOMPARE(result.reportsUsage, std::optional(true));
        QVERIFY(result.roundTrip && result.roundTrip->count() > 0);
    }

    void enginesAreRecognised_data()
    {
        QTest::addColumn<QByteArray>("owner");
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("version");

        const QByteArray none;
        QTest::newRow("vLLM") << QByteArray("vllm") << QByteArray("/version") << QByteArray("{\"version\":\"0.11.0\"}")
                              << QStringLiteral("vLLM") << QStringLiteral("0.11.0");
        QTest::newRow("SGLang") << QByteArray("sglang") << QByteArray("/server_info")
                                << QByteArray("{\"version\":\"0.5.3\",\"tp_size\":1}") << QStringLiteral("SGLang")
                                << QStringLiteral("0.5.3");
        QTest::newRow("Ollama") << QByteArray("library") << QByteArray("/api/version")
                                << QByteArray("{\"version\":\"0.12.6\"}") << QStringLiteral("Ollama")
                                << QStringLiteral("0.12.6");
        QTest::newRow("the simulator says what it is")
            << QByteArray("streamgauge-simulator") << QByteArray("/version") << QByteArray("{\"version\":\"0.1.0\"}")
            << QStringLiteral("streamgauge simulator") << QStringLiteral("0.1.0");
        QTest::newRow("an unknown one stays unknown") << QByteArray("me") << QByteArray("/version")
                                                      << QByteArray("{\"version\":\"1\"}") << QString() << QString();
    }

    void enginesAreRecognised()
    {
        QFETCH(QByteArray, owner);
        QFETCH(QByteArray, page);
        QFETCH(QByteArray, answer);
        HttpFixture server;
        server.answerJson("/v1/models",
                          models("{\"id\":\"org/m\",\"owned_by\":\"" + owner + "\",\"max_model_len\":32768}"));
        server.answerJson(page, answer);
        const ProbeResult result = probed(endpointAt(server.url() + QStringLiteral("/v1/")));
        QVERIFY2(result.usable(), qPrintable(result.problem));
        QTEST(result.engine, "engine");
        QTEST(result.engineVersion, "version");
        QCOMPARE(result.maxModelLength, std::optional(32768));
        QVERIFY(!result.streams);
        QVERIFY(server.requests(chatPath).isEmpty());
    }

    void problemsAreSaidInWords_data()
    {
        QTest::addColumn<QByteArray>("answer"); // to GET /v1/models
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("problem"); // part of it; empty where there is none

        const auto row = [](const char *name, const QByteArray &answer, const char *model, const char *problem) {
            QTest::newRow(name) << answer << QString::fromUtf8(model) << QString::fromUtf8(problem);
        };
        const auto http = [](const QByteArray &status, const QByteArray &type, const QByteArray &body) {
            return "HTTP/1.1 " + status + "\r\nContent-Type: " + type
                + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        };
        const QByteArray json = "application/json";
        row("the model is there", http("200 OK", json, models("{\"id\":\"a\"},{\"id\":\"b\"}")), "b", "");
        row("the model by Ollama's short name", http("200 OK", json, models("{\"id\":\"b:latest\"}")), "b", "");
        row("the model by an alias", http("200 OK", json, models("{\"id\":\"a\",\"aliases\":[\"b\"]}")), "b", "");
        row("another model", http("200 OK", json, models("{\"id\":\"a\"},{\"id\":\"b\"}")), "c",
            "model \"c\" not found; the server has: a, b");
        row("no models", http("200 OK", json, "{\"data\":null}"), "", "no models");
        row("a web page", http("200 OK", "text/html", "<html><title>Login</title>"), "", "a web page came");
        row("JSON of another kind", http("200 OK", json, "{\"hello\":1}"), "",
            "no list of models came, but: {\"hello\":1}");
        row("not JSON", http("200 OK", json, "oops"), "", "oops");
        row("nothing", http("200 OK", json, ""), "", "no list of models");
        row("a wrong path", http("404 Not Found", json, "{\"detail\":\"Not Found\"}"), "",
            "HTTP 404: Not Found; check the path");
        row("a server without a list, the model known", http("404 Not Found", json, "{\"detail\":\"Not Found\"}"), "m",
            "");
        row("a web server's 404, the model known", http("404 Not Found", "text/html", "<h1>404</h1>"), "m", "HTTP 404");
        row("a server that is still loading",
            http("503 Service Unavailable", json, "{\"error\":{\"message\":\"Loading model\"}}"), "",
            "HTTP 503: Loading model");
        row("a redirect", "HTTP/1.1 301 Moved\r\nLocation: https://else.where/v1/models\r\nContent-Length: 0\r\n\r\n",
            "", "redirected to https://else.where/v1/models");
        row("a key is needed", capture("sid-ping-noauth.raw"), "",
            "needs an API key and the endpoint has none; set api_key to {env: NAME}");
        row("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", "", "127.0.0.1");
        row("an answer that breaks off",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{", "",
            "no list of models came");
    }

    void problemsAreSaidInWords()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, model);
        QFETCH(QString, problem);
        HttpFixture server;
        server.answer("/v1/models", answer);
        const ProbeResult result = probed(endpointAt(server.url(), model));
        QVERIFY2(problem.isEmpty() ? result.usable() : result.problem.contains(problem), qPrintable(result.problem));
        QCOMPARE(result.reachable, answer.startsWith("HTTP"));
    }

    void manyModelsAreNamedOnlyInPart()
    {
        QByteArrayList entries;
        for (int i = 0; i < 50; ++i)
            entries.push_back("{\"id\":\"m" + QByteArray::number(i) + "\"}");
        HttpFixture server;
        server.answerJson("/v1/models", models(entries.join(',')));
        const ProbeResult result = probed(endpointAt(server.url(), QStringLiteral("x")));
        QVERIFY2(result.problem.endsWith(QStringLiteral("m9 and 40 more")), qPrintable(result.problem));
    }

    void hugeAnswerIsCutOff()
    {
        HttpFixture server;
        server.answerJson("/v1/models", "[\"" + QByteArray(20'000'000, 'x') + "\"]");
        const ProbeResult result = probed(endpointAt(server.url()));
        QVERIFY(!result.usable());
        QVERIFY2(result.problem.size() < 300, qPrintable(result.problem));
    }

    void nothingListeningIsSaid()
    {
        QString url;
        {
            const HttpFixture gone;
            url = gone.url();
        }
        const ProbeResult result = probed(endpointAt(url));
        QVERIFY(!result.reachable);
        QVERIFY2(result.problem.contains(QStringLiteral("nothing listens on 127.0.0.1:")), qPrintable(result.problem));
    }

    void badUrlIsSaid()
    {
        QVERIFY(probed(endpointAt(QStringLiteral("localhost:8000"))).problem.contains(QStringLiteral("did you mean")));
    }

    void keyIsSentAndNeverShown()
    {
        HttpFixture server;
        server.answerJson("/v1/models", "{\"error\":{\"message\":\"Incorrect API key: s3cret-key\"}}",
                          "401 Unauthorized");
        Endpoint endpoint = endpointAt(server.url());
        endpoint.apiKey = {.kind = SecretReference::Kind::Environment, .name = QStringLiteral("STREAMGAUGE_TEST_KEY")};
        endpoint.headers = {{QStringLiteral("X-Team"), QStringLiteral("bench")}};
        const ProbeResult result = probed(endpoint);
        QVERIFY(server.requests("/v1/models").value(0).contains("\r\nAuthorization: Bearer s3cret-key\r\n"));
        QVERIFY(server.requests("/v1/models").value(0).contains("\r\nX-Team: bench\r\n"));
        QVERIFY2(result.problem.contains(QStringLiteral("STREAMGAUGE_TEST_KEY")), qPrintable(result.problem));
        QVERIFY(!result.problem.contains(QStringLiteral("s3cret")));
    }

    void missingKeyIsSaidBeforeAnythingIsSent()
    {
        HttpFixture server;
        Endpoint endpoint = endpointAt(server.url());
        endpoint.apiKey = {.kind = SecretReference::Kind::Environment,
                           .name = QStringLiteral("STREAMGAUGE_TEST_MISSING")};
        const ProbeResult result = probed(endpoint);
        QVERIFY2(result.problem.contains(QStringLiteral("STREAMGAUGE_TEST_MISSING")), qPrintable(result.problem));
        QVERIFY(server.requests("/v1/models").isEmpty());
    }

    void chatsAreJudged_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("streams"); // -1: not known
        QTest::addColumn<int>("usage");
        QTest::addColumn<QString>("problem");

        const auto stream = [](const QByteArray &events) {
            return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n" + events;
        };
        QTest::newRow("streams and counts") << stream(oneToken + usage + done) << 1 << 1 << QString();
        QTest::newRow("lines end with CR LF")
            << stream(QByteArray(oneToken + usage + done).replace('\n', "\r\n")) << 1 << 1 << QString();
        QTest::newRow("streams without a count") << stream(oneToken + done) << 1 << 0 << QString();
        QTest::newRow("does not stream") << QByteArray(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"choices\":[{}]}")
                                         << 0 << -1 << QStringLiteral("did not stream: it sent application/json");
        QTest::newRow("an error in the stream") << stream("data: {\"error\":{\"message\":\"out of memory\"}}\n\n") << 0
                                                << -1 << QStringLiteral("out of memory");
        QTest::newRow("an empty stream") << stream({}) << 0 << -1 << QStringLiteral("brought nothing");
        QTest::newRow("an error") << QByteArray("HTTP/1.1 500 Oops\r\n\r\nengine died") << -1 << -1
                                  << QStringLiteral("HTTP 500: engine died");
        QTest::newRow("a closed connection")
            << QByteArray("\r\n") << -1 << -1 << QStringLiteral("chat completion failed");
    }

    void chatsAreJudged()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, streams);
        QFETCH(int, usage);
        QFETCH(QString, problem);
        HttpFixture server;
        server.answerJson("/v1/models", models("{\"id\":\"a\"}"));
        server.answer(chatPath, answer);
        const ProbeResult result = probed(endpointAt(server.url()), ProbeDepth::Test);
        const auto asInt = [](std::optional<bool> value) { return value ? int(*value) : -1; };
        QCOMPARE(asInt(result.streams), streams);
        QCOMPARE(asInt(result.reportsUsage), usage);
        QVERIFY2(problem.isEmpty() ? result.usable() : result.problem.contains(problem), qPrintable(result.problem));
        QVERIFY(result.reachable);
    }

    void strictServerIsAskedOnceMoreWithoutStreamOptions()
    {
        HttpFixture server;
        server.answerJson("/v1/models", models("{\"id\":\"a\"}"));
        server.answerJson(chatPath, "{\"detail\":\"stream_options\"}", "422 Unprocessable Entity");
        server.answerStream(chatPath, oneToken + done);
        const ProbeResult result = probed(endpointAt(server.url()), ProbeDepth::Test);
        QVERIFY2(result.usable(), qPrintable(result.problem));
        QCOMPARE(result.reportsUsage, std::optional(false));
        const QByteArrayList requests = server.requests(chatPath);
        QCOMPARE(requests.size(), 2);
        QVERIFY(requests[0].contains("\"include_usage\":true"));
        QVERIFY(requests[0].contains("\"max_tokens\":1"));
        QVERIFY(!requests[1].contains("stream_options"));
    }

    void otherInterfacesAreTriedAsTheyWillBeMeasured_data()
    {
        QTest::addColumn<int>("api");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("problem");

        const QByteArray events = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
        const QByteArray lines = "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n";
        QTest::newRow("completions") << static_cast<int>(Api::Completions) << QByteArray("/v1/completions")
                                     << events + "data: {\"choices\":[{\"index\":0,\"text\":\"a\"}]}\n\n" + usage
                                     << QString();
        QTest::newRow("responses") << static_cast<int>(Api::Responses) << QByteArray("/v1/responses")
                                   << events + "data: {\"type\":\"response.output_text.delta\",\"delta\":\"a\"}\n\n"
                + "data: {\"type\":\"response.completed\",\"response\":{\"usage\":{\"output_tokens\":1}}}\n\n"
                                   << QString();
        QTest::newRow("ollama") << static_cast<int>(Api::Ollama) << QByteArray("/api/chat")
                                << lines + "{\"message\":{\"content\":\"a\"},\"done\":false}\n"
                + "{\"message\":{\"content\":\"\"},\"done\":true,\"eval_count\":1}\n"
                                << QString();
        QTest::newRow("ollama's error") << static_cast<int>(Api::Ollama) << QByteArray("/api/chat")
                                        << lines + "{\"error\":\"no memory\"}\n"
                                        << QStringLiteral("no memory");
        QTest::newRow("not Ollama after all") << static_cast<int>(Api::Ollama) << QByteArray("/api/chat")
                                              << events + oneToken << QStringLiteral("did not stream");
    }

    void otherInterfacesAreTriedAsTheyWillBeMeasured()
    {
        QFETCH(int, api);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, answer);
        QFETCH(QString, problem);
        HttpFixture server;
        server.answerJson("/v1/models", models("{\"id\":\"a\"}"));
        server.answer(path, answer);
        Endpoint endpoint = endpointAt(server.url());
        endpoint.api = static_cast<Api>(api);
        const ProbeResult result = probed(endpoint, ProbeDepth::Test);

        QVERIFY2(problem.isEmpty() ? result.usable() : result.problem.contains(problem), qPrintable(result.problem));
        if (problem.isEmpty()) {
            QCOMPARE(result.streams, std::optional(true));
            QCOMPARE(result.reportsUsage, std::optional(true));
        }
        QCOMPARE(server.requests(path).size(), 1);
    }

    void refusedTwiceIsAProblem()
    {
        HttpFixture server;
        server.answerJson("/v1/models", models("{\"id\":\"a\"}"));
        server.answerJson(chatPath, "{\"detail\":\"bad model\"}", "400 Bad Request");
        const ProbeResult result = probed(endpointAt(server.url()), ProbeDepth::Test);
        QVERIFY2(result.problem.contains(QStringLiteral("HTTP 400: bad model")), qPrintable(result.problem));
        QCOMPARE(server.requests(chatPath).size(), 2);
    }

    void silentServersAreGivenUp()
    {
        HttpFixture silent;
        silent.answer("/v1/models", {});
        HttpFixture silentChat;
        silentChat.answerJson("/v1/models", models("{\"id\":\"a\"}"));
        silentChat.answer(chatPath, {});
        HttpFixture silentPages;
        silentPages.answerJson("/v1/models", models("{\"id\":\"a\"}"));
        silentPages.answer("/props", {});

        Probe probes[] = {{endpointAt(silent.url()), ProbeDepth::Reach},
                          {endpointAt(silentChat.url()), ProbeDepth::Test},
                          {endpointAt(silentPages.url()), ProbeDepth::Reach}};
        std::map<const Probe *, std::vector<ProbeResult>> results;
        for (Probe &probe : probes) {
            connect(&probe, &Probe::finished, this,
                    [&results, &probe](const ProbeResult &result) { results[&probe].push_back(result); });
            probe.start();
        }
        QVERIFY(eventually([&] { return results.size() == 3; }));
        QCoreApplication::processEvents();
        for (const auto &[probe, of] : results)
            QCOMPARE(of.size(), 1u);
        QCOMPARE(results[&probes[0]][0].reachable, false);
        QVERIFY(results[&probes[0]][0].problem.contains(QStringLiteral("no answer within")));
        QCOMPARE(results[&probes[1]][0].reachable, true);
        QVERIFY(results[&probes[1]][0].problem.contains(QStringLiteral("one-token chat completion within")));
        QVERIFY(results[&probes[2]][0].usable());
    }

    void probeCanBeDeletedAtAnyTime()
    {
        HttpFixture server;
        server.answer("/v1/models", {});
        auto *asked = new Probe(endpointAt(server.url()), ProbeDepth::Reach);
        asked->start();
        QVERIFY(eventually([&] { return !server.requests("/v1/models").isEmpty(); }));
        delete asked;

        server.answerJson("/v1/models", models("{\"id\":\"a\"}"));
        HttpFixture other;
        other.answerJson("/v1/models", models("{\"id\":\"a\"}"));
        auto *answered = new Probe(endpointAt(other.url()), ProbeDepth::Reach);
        bool isDeleted = false;
        connect(answered, &Probe::finished, this, [&] {
            delete answered;
            isDeleted = true;
        });
        answered->start();
        QVERIFY(eventually([&] { return isDeleted; }));
    }
};

QTEST_GUILESS_MAIN(TestProbe)

#include "tst_probe.moc"
