// SPDX-License-Identifier: Apache-2.0
// What happens to transfers, by both ways that a request can go: read by ourselves (plain), and by libcurl (TLS).
#include "client/kernelstamps.h"
#include "client/transport.h"
#include "eventually.h"
#include "testcertificate.h"
#include "transferrecorder.h"
#include "wireserver.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>

using namespace streamgauge;

namespace {

using Kind = TransferEnd::Kind;

const QByteArray ok = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";

}

class TestTransfers : public QObject
{
    Q_OBJECT

private:
    TestCertificate m_certificate;
    std::unique_ptr<WireServer> m_server;
    std::shared_ptr<HttpTarget> m_target;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<TransferRecorder> m_recorder;

    void post(const QByteArray &body = "{}")
    {
        m_server->asked = false;
        m_recorder = std::make_unique<TransferRecorder>(*m_transport);
        m_transport->post(m_target, std::make_shared<QByteArray>(body), *m_recorder);
    }

    /// Posts, and returns when the request has come.
    void ask(const QByteArray &body = "{}")
    {
        post(body);
        QVERIFY(eventually([this] { return m_server->asked.load(); }));
    }

    bool ends()
    {
        return eventually([this] { return m_recorder->end.has_value(); });
    }

    void bothWays()
    {
        QTest::addColumn<bool>("isTls");
        QTest::newRow("plain") << false;
        QTest::newRow("TLS") << true;
    }

private Q_SLOTS:
    void init()
    {
        // Of a data-driven test only: the others are about one way.
        const QString tag = QString::fromLatin1(QTest::currentDataTag());
        const bool isTls = tag.startsWith(QLatin1String("TLS"));
        const QSslConfiguration tls = isTls ? m_certificate.server() : QSslConfiguration();
        if (isTls && tls.isNull())
            QSKIP("openssl's program is not installed");
        m_server = std::make_unique<WireServer>(tls);
        m_target = std::make_shared<HttpTarget>();
        m_target->url = (isTls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(m_server->port)
            + "/v1/chat/completions?a=b";
        m_target->caFile = isTls ? m_certificate.path().toStdString() : std::string();
        m_transport = std::make_unique<Transport>(4);
    }

    void cleanup()
    {
        m_transport.reset();
        m_server.reset();
    }

    void theRequestIsTheSame_data() { bothWays(); }
    void theRequestIsTheSame()
    {
        m_target->headers = {{"Authorization", "Bearer key"}, {"X-Empty", ""}, {"X-Other", "a b"}};
        ask("{\"a\":1}");
        QVERIFY(eventually([this] { return m_server->received().endsWith("{\"a\":1}"); }));
        QByteArray expected = "POST /v1/chat/completions?a=b HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n"
                              "User-Agent: streamgauge/VERSION\r\nContent-Type: application/json\r\n"
                              "Accept: text/event-stream\r\nAuthorization: Bearer key\r\nX-Other: a b\r\n"
                              "Content-Length: 7\r\n\r\n{\"a\":1}";
        expected.replace("PORT", QByteArray::number(m_server->port));
        expected.replace("VERSION", STREAMGAUGE_VERSION);
        QCOMPARE(m_server->received(), expected);
    }

    void connectionsAreKept_data() { bothWays(); }
    void connectionsAreKept()
    {
        for (int i = 0; i < 3; ++i) {
            ask();
            m_server->write(ok + "Content-Length: 3\r\n\r\nabc");
            QVERIFY(ends());
            QVERIFY(m_recorder->end->kind == Kind::Complete);
            QCOMPARE(m_recorder->connect.has_value(), i == 0);
        }
        ask();
        m_server->write(ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
        QVERIFY(ends());
        QVERIFY(m_recorder->end->kind == Kind::Complete);
        QCOMPARE(m_recorder->body(), std::string("abcdefg"));
        QCOMPARE(m_recorder->contentType, std::string("text/event-stream"));
        QCOMPARE(m_server->connections.load(), 1);
    }

    void answersThatEndTheConnection_data()
    {
        QTest::addColumn<QByteArray>("answer");
        for (const char *way : {"plain", "TLS"}) {
            const auto row = [way](const char *name, const QByteArray &answer) {
                QTest::addRow("%s, %s", way, name) << answer;
            };
            row("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nabc");
            row("until closed", ok + "\r\nabc");
            row("Connection: close", ok + "Connection: close\r\nContent-Length: 3\r\n\r\nabc");
        }
    }
    void answersThatEndTheConnection()
    {
        QFETCH(QByteArray, answer);
        for (int i = 1; i <= 2; ++i) {
            ask();
            m_server->write(answer);
            m_server->close();
            QVERIFY(ends());
            QVERIFY2(m_recorder->end->kind == Kind::Complete, m_recorder->end->message.c_str());
            QCOMPARE(m_recorder->body(), std::string("abc"));
            QVERIFY(m_recorder->connect);
            QCOMPARE(m_server->connections.load(), i);
        }
    }

    void closedWhileIdleIsAskedAgain_data() { bothWays(); }
    void closedWhileIdleIsAskedAgain()
    {
        ask();
        m_server->write(ok + "Content-Length: 3\r\n\r\nabc");
        QVERIFY(ends());
        m_server->close();
        ask("second");
        QVERIFY(eventually([this] { return m_server->received().endsWith("second"); }));
        m_server->write(ok + "Content-Length: 3\r\n\r\ndef");
        QVERIFY(ends());
        QVERIFY2(m_recorder->end->kind == Kind::Complete, m_recorder->end->message.c_str());
        QCOMPARE(m_recorder->body(), std::string("def"));
        QVERIFY(m_recorder->connect);
        QCOMPARE(m_server->connections.load(), 2);
    }

    /// The server closes when it has the request already: whether it counts cannot be known, so it is sent again.
    void closedInsteadOfAnAnswerIsAskedAgain_data() { bothWays(); }
    void closedInsteadOfAnAnswerIsAskedAgain()
    {
        ask();
        m_server->write(ok + "Content-Length: 3\r\n\r\nabc");
        QVERIFY(ends());
        ask();
        m_server->close();
        QVERIFY(eventually([this] { return m_server->connections == 2 && m_server->received().endsWith("{}"); }));
        m_server->write(ok + "Content-Length: 3\r\n\r\ndef");
        QVERIFY(ends());
        QVERIFY2(m_recorder->end->kind == Kind::Complete, m_recorder->end->message.c_str());
        QCOMPARE(m_recorder->timesSent, 2);
        QVERIFY(m_recorder->connect);
    }

    void interimAnswersAreSkipped_data() { bothWays(); }
    void interimAnswersAreSkipped()
    {
        ask();
        m_server->write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nContent-Type: a/b\r\n\r\n" + ok
                        + "Content-Length: 3\r\n\r\nabc");
        QVERIFY(ends());
        QCOMPARE(m_recorder->status, 200);
        QCOMPARE(m_recorder->contentType, std::string("text/event-stream"));
        QCOMPARE(m_recorder->body(), std::string("abc"));
    }

    void whatIsCutOffIsLost_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("isReset");
        for (const char *way : {"plain", "TLS"}) {
            const auto row = [way](const char *name, const QByteArray &answer, bool isReset) {
                QTest::addRow("%s, %s", way, name) << answer << isReset;
            };
            row("reset in the middle", ok + "\r\nabc", true);
            row("reset before an answer", {}, true);
            row("no answer", {}, false);
            row("a length too long", ok + "Content-Length: 4\r\n\r\nabc", false);
            row("no last chunk", ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", false);
            row("no chunk", ok + "Transfer-Encoding: chunked\r\n\r\nxyz", false);
            row("no HTTP", "220 mail.example.org\r\n", false);
        }
    }
    void whatIsCutOffIsLost()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, isReset);
        ask();
        if (!answer.isEmpty())
            m_server->write(answer);
        if (answer.contains("abc"))
            QVERIFY(eventually([this] { return m_recorder->body() == "abc"; }));
        isReset ? m_server->reset() : m_server->close();
        QVERIFY(ends());
        QVERIFY(m_recorder->end->kind == Kind::ConnectionLost);
        QVERIFY(!m_recorder->end->message.empty());
        QCOMPARE(m_recorder->timesSent, 1);
    }

    void aRefusedConnectionIsNone()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        m_target->url = "http://127.0.0.1:" + std::to_string(closed.serverPort());
        closed.close();
        post();
        QVERIFY(!m_recorder->end);
        QVERIFY(ends());
        QVERIFY(m_recorder->end->kind == Kind::ConnectFailed);
        QVERIFY(!m_recorder->sentAt);
        QVERIFY2(QByteArray::fromStdString(m_recorder->end->message).contains("connect to 127.0.0.1"),
                 m_recorder->end->message.c_str());
    }

    void namesAreResolved()
    {
        m_target->url = "http://localhost:" + std::to_string(m_server->port);
        ask();
        m_server->write(ok + "Content-Length: 3\r\n\r\nabc");
        QVERIFY(ends());
        QCOMPARE(m_recorder->body(), std::string("abc"));
    }

    void aLargeRequestIsWrittenAsFastAsItIsTaken_data() { bothWays(); }
    void aLargeRequestIsWrittenAsFastAsItIsTaken()
    {
        constexpr int size = 20'000'000; // more than the kernel keeps of a connection
        QByteArray body(size, 'x');
        body += "end";
        m_server->stopReading();
        ask(body);
        m_server->readOn();
        QVERIFY(eventually([this] { return m_server->received().endsWith("xend"); }));
        QVERIFY(m_server->received().endsWith("\r\n\r\n" + body));
        m_server->write(ok + "Content-Length: 3\r\n\r\nabc");
        QVERIFY(ends());
        QVERIFY(m_recorder->end->kind == Kind::Complete);
        QCOMPARE(m_recorder->timesSent, 1);
    }

    void anAnswerBeforeTheWholeRequestCounts_data() { bothWays(); }
    void anAnswerBeforeTheWholeRequestCounts()
    {
        constexpr int size = 20'000'000;
        m_server->stopReading();
        ask(QByteArray(size, 'x'));
        m_server->write("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nabc");
        QVERIFY(ends());
        QVERIFY2(m_recorder->end->kind == Kind::Complete, m_recorder->end->message.c_str());
        QCOMPARE(m_recorder->status, 413);
        QCOMPARE(m_recorder->body(), std::string("abc"));
        m_server->asked = false;
        post();
        QVERIFY(eventually([this] { return m_server->connections == 2; })); // the first is of no more use
    }

    void aCancelledTransferTellsNothingMore_data() { bothWays(); }
    void aCancelledTransferTellsNothingMore()
    {
        TransferRecorder cancelledEarly(*m_transport);
        auto *const early = m_transport->post(m_target, std::make_shared<QByteArray>("{}"), cancelledEarly);
        m_transport->cancel(early);
        TransferRecorder recorder(*m_transport);
        auto *const transfer = m_transport->post(m_target, std::make_shared<QByteArray>("{}"), recorder);
        QVERIFY(eventually([this] { return m_server->asked.load(); }));
        m_server->write(ok + "\r\nabc");
        QVERIFY(eventually([&] { return recorder.body() == "abc"; }));
        m_transport->cancel(transfer);
        ask();
        m_server->write(ok + "Content-Length: 3\r\n\r\ndef");
        QVERIFY(ends());
        QVERIFY(!recorder.end && recorder.body() == "abc");
        QVERIFY(!cancelledEarly.end && !cancelledEarly.sentAt);
    }

    void anObserverCanEndATransfer_data() { bothWays(); }
    void anObserverCanEndATransfer()
    {
        ask();
        m_recorder->wantsMore = false;
        m_server->write(ok + "\r\nabc");
        QVERIFY(ends());
        QVERIFY(m_recorder->end->kind == Kind::Cancelled);
        QCOMPARE(m_recorder->body(), std::string("abc"));
    }

    /// The last packet's, though the reader is late; where the connection's closing ends the answer it is the clock's.
    void theEndIsItsPacketsWhenTheReaderIsLate_data()
    {
        QTest::addColumn<QByteArray>("framing");
        QTest::addColumn<QByteArray>("ending");
        for (const char *way : {"plain", "TLS"}) {
            QTest::addRow("%s, chunks", way)
                << QByteArray("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n") << QByteArray("0\r\n\r\n");
            QTest::addRow("%s, a length", way) << QByteArray("Content-Length: 6\r\n\r\nabc") << QByteArray("def");
        }
    }
    void theEndIsItsPacketsWhenTheReaderIsLate()
    {
        QFETCH(QByteArray, framing);
        QFETCH(QByteArray, ending);
        ask();
        m_server->write(ok + framing);
        QVERIFY(eventually([this] { return m_recorder->body() == "abc"; }));
        const TimePoint before = Clock::now();
        m_server->write(ending);
        QThread::msleep(15); // the hold-up itself
        const TimePoint released = Clock::now();
        QVERIFY(ends());
        QVERIFY(m_recorder->end->kind == Kind::Complete);
        QVERIFY(m_recorder->endAt >= before);
        if (!kernelStampsWork())
            QSKIP("this kernel does not stamp packets");
        QVERIFY2(m_recorder->endAt < released, "the end has the time of the read, not that of its packet");
    }

    void eachAnswerReachesItsOwn()
    {
        constexpr int count = 100;
        QTcpServer echo;
        QVERIFY(echo.listen(QHostAddress::LocalHost));
        connect(&echo, &QTcpServer::newConnection, &echo, [&echo] {
            QTcpSocket *const socket = echo.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                const QByteArray request = socket->readAll(); // small enough to come in one piece
                socket->write(ok + "Content-Length: 4\r\n\r\n" + request.right(4));
            });
        });
        m_target->url = "http://127.0.0.1:" + std::to_string(echo.serverPort());
        for (int round = 0; round < 3; ++round) { // the later ones partly on connections that were kept
            std::vector<std::unique_ptr<TransferRecorder>> recorders;
            for (int i = 0; i < count; ++i) {
                recorders.push_back(std::make_unique<TransferRecorder>(*m_transport));
                m_transport->post(m_target, std::make_shared<QByteArray>(QByteArray::number(1000 + i)),
                                  *recorders.back());
            }
            for (int i = 0; i < count; ++i) {
                const TransferRecorder &recorder = *recorders.at(static_cast<std::size_t>(i));
                QVERIFY(eventually([&] { return recorder.end.has_value(); }));
                QCOMPARE(recorder.body(), std::to_string(1000 + i));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestTransfers)
#include "tst_transfers.moc"
