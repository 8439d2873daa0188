// SPDX-License-Identifier: Apache-2.0
#include "eventually.h"
#include "simulator/httprequestparser.h"
#include "simulator/simulator.h"
#include "simulator/simulatorprofile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

using namespace streamgauge;

namespace {

constexpr double fast = 200;

QByteArray post(const QByteArray &path, const QByteArray &body, const QByteArray &headers = {})
{
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray get(const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

QByteArray chat(const QByteArray &fields,
                const QByteArray &prompt = "Tell me about the river, all of it, from the hills "
                                           "to the sea, and leave nothing out.")
{
    return post("/v1/chat/completions",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]," + fields + '}');
}

/// A client's end of one connection.
class Client
{
public:
    explicit Client(const QString &url)
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(QUrl(url).port()));
    }

    void send(const QByteArray &bytes) { m_socket.write(bytes); }
    void hangUp() { m_socket.abort(); }
    QTcpSocket &socket() { return m_socket; }

    const QByteArray &received()
    {
        m_received += m_socket.readAll();
        return m_received;
    }

    bool waitFor(const QByteArray &text)
    {
        return eventually([&] { return received().contains(text); });
    }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

struct Answer
{
    int status = 0;
    QByteArray head;
    QByteArray body;

    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

/// One request on a connection of its own; the answer has a Content-Length.
Answer ask(const QString &url, const QByteArray &request)
{
    Client client(url);
    client.send(request);
    Answer answer;
    eventually([&] {
        const qsizetype end = client.received().indexOf("\r\n\r\n");
        if (end < 0)
            return false;
        answer.head = client.received().first(end);
        answer.body = client.received().sliced(end + 4);
        const qsizetype length = answer.head.indexOf("Content-Length: ") + 16;
        return answer.body.size() >= answer.head.sliced(length).split('\r').first().toLongLong();
    });
    answer.status = answer.head.mid(9, 3).toInt();
    return answer;
}

/// The JSON of every event of a stream, without [DONE].
std::vector<QJsonObject> events(const QByteArray &stream)
{
    std::vector<QJsonObject> events;
    for (const QByteArray &line : stream.split('\n')) {
        if (line.startsWith("data: {"))
            events.push_back(QJsonDocument::fromJson(line.sliced(6)).object());
    }
    return events;
}

QJsonValue delta(const QJsonObject &event, const char *key)
{
    return event[QLatin1String("choices")][0][QLatin1String("delta")][QLatin1String(key)];
}

QString streamedText(const std::vector<QJsonObject> &events, const char *key = "content")
{
    QString text;
    for (const QJsonObject &event : events)
        text += delta(event, key).toString();
    return text;
}

int metric(const QString &url, const QByteArray &name)
{
    for (const QByteArray &line : ask(url, get("/metrics")).body.split('\n')) {
        if (line.startsWith("vllm:" + name + '{'))
            return line.sliced(line.lastIndexOf(' ') + 1).toInt();
    }
    return -1;
}

}

class TestSimulator : public QObject
{
    Q_OBJECT

private:
    static QString serve(Simulator &simulator, const char *profile)
    {
        const auto url = simulator.serve(QString::fromLatin1(profile));
        if (!url)
            qFatal("%s", qPrintable(url.error().toString()));
        return *url;
    }

private Q_SLOTS:
    void streamsOneChunkATokenThenUsageAndDone()
    {
        Simulator simulator({.speed = fast});
        Client client(serve(simulator, "mistral-24b"));
        client.send(
            chat("\"stream\":true,\"max_tokens\":20,\"ignore_eos\":true,\"stream_options\":{\"include_usage\":true}"));
        QVERIFY(client.waitFor("data: [DONE]\n\n\r\n0\r\n\r\n"));

        QVERIFY(client.received().startsWith("HTTP/1.1 200 OK\r\nServer: streamgauge-simulator\r\n"));
        QVERIFY(client.received().contains("Content-Type: text/event-stream"));
        const auto all = events(client.received());
        QCOMPARE(all.size(), 1u + 20 + 1 + 1);
        QCOMPARE(delta(all[0], "role").toString(), QStringLiteral("assistant"));
        QCOMPARE(delta(all[0], "content").toString(), QString());
        for (std::size_t i = 1; i <= 20; ++i)
            QVERIFY(!delta(all[i], "content").toString().isEmpty());
        QCOMPARE(all[21][QLatin1String("choices")][0][QLatin1String("finish_reason")].toString(),
                 QStringLiteral("length"));
        QVERIFY(all[22][QLatin1String("choices")].toArray().isEmpty());
        const QJsonValue usage = all[22][QLatin1String("usage")];
        QCOMPARE(usage[QLatin1String("completion_tokens")].toInt(), 20);
        QCOMPARE(usage[QLatin1String("prompt_tokens_details")][QLatin1String("cached_tokens")].toInt(-1), 0);
        QVERIFY(streamedText(all).startsWith(QStringLiteral("Simulated answer")));
        QVERIFY(!all[1].contains(QLatin1String("usage")));
    }

    void continuousUsageCountsUp()
    {
        Simulator simulator({.speed = fast});
        Client client(serve(simulator, "mistral-24b"));
        client.send(chat("\"stream\":true,\"max_tokens\":5,\"ignore_eos\":true,"
                         "\"stream_options\":{\"include_usage\":true,\"continuous_usage_stats\":true}"));
        QVERIFY(client.waitFor("[DONE]"));

        const auto all = events(client.received());
        for (int i = 0; i <= 5; ++i)
            QCOMPARE(
                all[static_cast<std::size_t>(i)][QLatin1String("usage")][QLatin1String("completion_tokens")].toInt(),
                i);
    }

    void wholeCompletionMatchesTheStream()
    {
        Simulator simulator({.speed = fast});
        const QString url = serve(simulator, "mistral-24b");
        Client client(url);
        client.send(chat("\"stream\":true,\"max_tokens\":30,\"temperature\":0"));
        QVERIFY(client.waitFor("[DONE]"));

        const Answer answer = ask(url, chat("\"max_tokens\":30,\"temperature\":0"));

        QCOMPARE(answer.status, 200);
        QCOMPARE(
            answer.json()[QLatin1String("choices")][0][QLatin1String("message")][QLatin1String("content")].toString(),
            streamedText(events(client.received())));
        const QJsonValue usage = answer.json()[QLatin1String("usage")];
        QVERIFY(usage[QLatin1String("prompt_tokens_details")][QLatin1String("cached_tokens")].toInt() > 0);
        const Answer tokens = ask(url, post("/tokenize", chat("\"x\":0").split('\n').last()));
        QCOMPARE(tokens.json()[QLatin1String("count")].toInt(), usage[QLatin1String("prompt_tokens")].toInt());
    }

    void prefixCacheCanBeSwitchedOff()
    {
        Simulator simulator({.speed = fast, .prefixCache = false});
        const QString url = serve(simulator, "mistral-24b");
        ask(url, chat("\"max_tokens\":2"));

        const QJsonValue usage = ask(url, chat("\"max_tokens\":2")).json()[QLatin1String("usage")];

        QCOMPARE(usage[QLatin1String("prompt_tokens_details")][QLatin1String("cached_tokens")].toInt(-1), 0);
    }

    void reasoningComesFirstInTheModelsOwnWay()
    {
        Simulator simulator({.speed = fast});
        Client field(serve(simulator, "gpt-oss-20b"));
        Client inText(serve(simulator, "qwen3-32b"));
        for (Client *client : {&field, &inText})
            client->send(chat("\"stream\":true,\"temperature\":0,\"stream_options\":{\"include_usage\":true}"));
        QVERIFY(field.waitFor("[DONE]"));
        QVERIFY(inText.waitFor("[DONE]"));

        const auto all = events(field.received());
        QVERIFY(streamedText(all, "reasoning_content").startsWith(QStringLiteral("Simulated reasoning")));
        QVERIFY(streamedText(all).startsWith(QStringLiteral("Simulated answer")));
        const QJsonValue usage = all.back()[QLatin1String("usage")];
        const int reasoning =
            usage[QLatin1String("completion_tokens_details")][QLatin1String("reasoning_tokens")].toInt();
        QVERIFY(reasoning > 0 && reasoning < usage[QLatin1String("completion_tokens")].toInt());

        const QString text = streamedText(events(inText.received()));
        QVERIFY(text.startsWith(QStringLiteral("<think>\nSimulated reasoning")));
        QVERIFY(text.contains(QStringLiteral("</think>\n\nSimulated answer")));
    }

    void errorsAreVllms_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says");

        QTest::newRow("unknown model") << chat("\"model\":\"gpt-9\"") << 404 << QByteArray("`gpt-9` does not exist");
        QTest::newRow("bad JSON") << post("/v1/chat/completions", "{oops") << 400 << QByteArray("JSON decode error");
        QTest::newRow("no messages") << post("/v1/chat/completions", "{}") << 400 << QByteArray("messages");
        QTest::newRow("prompt longer than the model") << chat("\"max_tokens\":1", QByteArray(60'000, '.')) << 400
                                                      << QByteArray("maximum context length is 32768");
        QTest::newRow("max_tokens too large") << chat("\"max_tokens\":40000") << 400 << QByteArray("too large: 40000");
        QTest::newRow("max_tokens zero") << chat("\"max_tokens\":0") << 400 << QByteArray("at least 1, got 0");
        QTest::newRow("max_tokens no number") << chat("\"max_tokens\":\"many\"") << 400 << QByteArray("not an integer");
        QTest::newRow("negative temperature") << chat("\"temperature\":-1") << 400 << QByteArray("non-negative");
        QTest::newRow("two choices") << chat("\"n\":2") << 400 << QByteArray("n must be 1");
        QTest::newRow("unknown path") << get("/v1/nothing") << 404 << QByteArray("Not Found");
        QTest::newRow("wrong method") << get("/v1/chat/completions") << 405 << QByteArray("Method Not Allowed");
        QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << 400 << QByteArray("not an HTTP/1.1 request");
        QTest::newRow("body too large") << QByteArray("POST /tokenize HTTP/1.1\r\nContent-Length: 33554433\r\n\r\n")
                                        << 413 << QByteArray("32 MiB");
        QTest::newRow("headers too large")
            << "GET /health HTTP/1.1\r\nX: " + QByteArray(70'000, 'x') << 431 << QByteArray("64 KiB");
    }

    void errorsAreVllms()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        QFETCH(QByteArray, says);
        Simulator simulator({.speed = fast});

        const Answer answer = ask(serve(simulator, "mistral-24b"), request);

        QCOMPARE(answer.status, status);
        QVERIFY2(answer.body.contains(says), answer.body.constData());
        QVERIFY(answer.head.contains("Server: streamgauge-simulator"));
    }

    void saysWhatItIs()
    {
        Simulator simulator({.speed = fast});
        const QString url = serve(simulator, "llama-70b");

        const QJsonValue model = ask(url, get("/v1/models")).json()[QLatin1String("data")][0];

        QCOMPARE(model[QLatin1String("id")].toString(), simulatedEndpoint(QStringLiteral("llama-70b"))->model);
        QCOMPARE(model[QLatin1String("owned_by")].toString(), QStringLiteral("streamgauge-simulator"));
        QCOMPARE(model[QLatin1String("max_model_len")].toInt(), 8192);
        QCOMPARE(ask(url, get("/health")).status, 200);
        QVERIFY(ask(url, get("/version")).json()[QLatin1String("simulated")].toBool());
    }

    void disconnectFreesTheSlotAtOnce()
    {
        Simulator simulator({.speed = 1, .coldStart = false}); // 1,000 tokens would take a minute and a half
        const QString url = serve(simulator, "mistral-24b");
        Client first(url);
        first.send(chat("\"stream\":true,\"max_tokens\":1000,\"ignore_eos\":true"));
        QVERIFY(first.waitFor("Simulat"));
        Client second(url);
        second.send(chat("\"stream\":true,\"max_tokens\":1"));
        QVERIFY(eventually([&] { return metric(url, "num_requests_waiting") == 1; }));

        first.hangUp();

        QVERIFY(second.waitFor("[DONE]"));
        QVERIFY(eventually([&] { return metric(url, "num_requests_running") == 0; }));
    }

    void requestsMayComeInPiecesAndSeveralAtOnce()
    {
        Simulator simulator({.speed = fast});
        Client client(serve(simulator, "mistral-24b"));
        client.socket().setSocketOption(QAbstractSocket::LowDelayOption, 1);
        const QByteArray requests =
            chat("\"max_tokens\":3") + get("/health") + chat("\"stream\":true,\"max_tokens\":3") + get("/v1/models");
        for (qsizetype at = 0; at < requests.size(); at += 7) {
            client.send(requests.mid(at, 7));
            QVERIFY(eventually([&] { return client.socket().bytesToWrite() == 0; }));
        }
        QVERIFY(client.waitFor("\"owned_by\":"));

        QCOMPARE(client.received().count("HTTP/1.1 200 OK"), 4);
        const qsizetype whole = client.received().indexOf("\"chat.completion\"");
        const qsizetype streamed = client.received().indexOf("[DONE]");
        QVERIFY(whole >= 0 && whole < streamed);
        QVERIFY(streamed < client.received().indexOf("\"owned_by\":"));
    }

    void chunkedBodiesAndExpectContinueAreUnderstood()
    {
        Simulator simulator({.speed = fast});
        Client client(serve(simulator, "mistral-24b"));
        client.send("POST /tokenize HTTP/1.1\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
        QVERIFY(client.waitFor("HTTP/1.1 100 Continue\r\n\r\n"));
        client.send("5\r\n{\"pro\r\n10;x=y\r\nmpt\":\"one two\"}\r\n0\r\n\r\n");
        QVERIFY(client.waitFor("\"count\":2"));
    }

    void holdsHundredsOfStreams()
    {
        constexpr int streams = 300;
        Simulator simulator({.speed = fast, .coldStart = false});
        const QString url = serve(simulator, "llama-70b");
        std::vector<std::unique_ptr<Client>> clients;
        for (int i = 0; i < streams; ++i) {
            clients.push_back(std::make_unique<Client>(url));
            clients.back()->send(chat("\"stream\":true,\"max_tokens\":20,\"ignore_eos\":true"));
        }

        for (const auto &client : clients) {
            QVERIFY(client->waitFor("[DONE]"));
            QCOMPARE(events(client->received()).size(), 22u);
        }
        QCOMPARE(metric(url, "generation_tokens_total"), streams * 20);
    }

    void resetEndsWhatIsInFlightAndMakesModelsColdAgain()
    {
        Simulator simulator({.speed = 10});
        const QString url = serve(simulator, "mistral-24b");
        Client client(url);
        client.send(chat("\"stream\":true,\"max_tokens\":30000,\"ignore_eos\":true"));
        QVERIFY(client.waitFor("Simulat"));

        simulator.reset();

        QVERIFY(eventually([&] { return client.socket().state() == QAbstractSocket::UnconnectedState; }));
        QCOMPARE(metric(url, "generation_tokens_total"), 0);
        QCOMPARE(metric(url, "num_requests_running"), 0);
        const QJsonValue usage = ask(url, chat("\"max_tokens\":1")).json()[QLatin1String("usage")];
        QCOMPARE(usage[QLatin1String("prompt_tokens_details")][QLatin1String("cached_tokens")].toInt(-1), 0);
    }

    void destroyingItEndsWhatIsInFlight()
    {
        auto simulator = std::make_unique<Simulator>(SimulatorOptions {.speed = 10});
        Client client(serve(*simulator, "qwen3-32b"));
        client.send(chat("\"stream\":true,\"max_tokens\":30000,\"ignore_eos\":true"));
        QVERIFY(client.waitFor("think"));

        simulator.reset();

        QVERIFY(eventually([&] { return client.socket().state() == QAbstractSocket::UnconnectedState; }));
    }

    void servingAgainGivesTheSameUrl()
    {
        Simulator simulator;
        QCOMPARE(serve(simulator, "llama-70b"), serve(simulator, "llama-70b"));
        QVERIFY(serve(simulator, "mistral-24b") != serve(simulator, "llama-70b"));
    }

    void unknownProfileAndTakenPortAreErrorsInWords()
    {
        Simulator simulator;
        const auto unknown = simulator.serve(QStringLiteral("gpt-9"));
        QVERIFY(!unknown);
        QVERIFY(unknown.error().message.contains(QStringLiteral("llama-70b, mistral-24b")));

        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const auto taken = simulator.serve(QStringLiteral("llama-70b"), other.serverPort());
        QVERIFY(!taken);
        QVERIFY2(taken.error().message.contains(QStringLiteral("in use")), qPrintable(taken.error().toString()));
        QVERIFY(simulator.serve(QStringLiteral("llama-70b"))); // and it can be tried again
    }
};

QTEST_GUILESS_MAIN(TestSimulator)

#include "tst_simulator.moc"
