// SPDX-License-Identifier: Apache-2.0
#include "client/kernelstamps.h"
#include "client/transport.h"
#include "eventually.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <atomic>

using namespace streamgauge;

namespace {

struct Piece
{
    std::string bytes;
    TimePoint at;
    TimePoint read;
    bool isStamped = false;
};

class Recorder : public TransferObserver
{
public:
    explicit Recorder(Transport &transport)
        : m_transport(transport)
    {
    }

    void onSent(TimePoint at, std::optional<nanoseconds>) override { sentAt = at; }
    void onHeaders(TimePoint at, int, std::string_view, std::string_view) override { headersAt = at; }
    bool onBody(std::string_view bytes, TimePoint at) override
    {
        pieces.push_back({std::string(bytes), at, m_transport.readTime(), m_transport.isStamped()});
        return true;
    }
    void onEnd(const TransferEnd &how, TimePoint) override { end = how; }

    std::optional<TimePoint> sentAt;
    std::optional<TimePoint> headersAt;
    std::vector<Piece> pieces;
    std::optional<TransferEnd> end;

private:
    Transport &m_transport;
};

/// Answers one request in a thread of its own and writes events when told to, so that it can while the client cannot
/// read.
class Server
{
public:
    explicit Server(const QSslConfiguration &tls = {})
    {
        QObject::connect(&m_thread, &QThread::finished, &m_context, [] { });
        m_context.moveToThread(&m_thread);
        m_thread.start();
        run([this, tls] {
            m_server = tls.isNull() ? std::make_unique<QTcpServer>() : std::make_unique<QSslServer>();
            if (auto *secure = qobject_cast<QSslServer *>(m_server.get()))
                secure->setSslConfiguration(tls);
            QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, &m_context, [this] {
                m_socket = m_server->nextPendingConnection();
                m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
                QObject::connect(m_socket, &QTcpSocket::readyRead, &m_context, [this] {
                    m_socket->readAll();
                    asked = true;
                });
            });
            m_server->listen(QHostAddress::LocalHost);
        });
        port = m_server->serverPort();
    }

    ~Server()
    {
        run([this] { m_server.reset(); });
        m_thread.quit();
        m_thread.wait();
    }

    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    /// Returns when the client's kernel has the bytes, and so has stamped them: on a busy machine they may be with ours
    /// for long.
    void write(const QByteArray &bytes)
    {
        run([this, bytes] {
            m_socket->write(bytes);
            m_socket->flush();
            // Of a TLS socket the bytes to write are empty as soon as they are encrypted, sent or not.
            const auto *tls = qobject_cast<QSslSocket *>(m_socket);
            while (m_socket->bytesToWrite() > 0 || (tls && tls->encryptedBytesToWrite() > 0))
                m_socket->waitForBytesWritten();
            int unacknowledged = 1;
            while (::ioctl(static_cast<int>(m_socket->socketDescriptor()), SIOCOUTQ, &unacknowledged) == 0
                   && unacknowledged > 0)
                QThread::yieldCurrentThread();
        });
    }

    void close()
    {
        run([this] { m_socket->disconnectFromHost(); });
    }

    quint16 port = 0;
    std::atomic<bool> asked = false; ///< a request, or its beginning, has come

private:
    template<typename Function>
    void run(Function function)
    {
        QMetaObject::invokeMethod(&m_context, function, Qt::BlockingQueuedConnection);
    }

    QObject m_context;
    QThread m_thread;
    std::unique_ptr<QTcpServer> m_server;
    QTcpSocket *m_socket = nullptr;
};

const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

std::string bodyOf(const Recorder &recorder)
{
    std::string body;
    for (const Piece &piece : recorder.pieces)
        body += piece.bytes;
    return body;
}

}

class TestTransport : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    /// A certificate for 127.0.0.1, made by OpenSSL's program; null where that is not to be had.
    QSslConfiguration tlsConfiguration()
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("openssl"));
        if (program.isEmpty())
            return {};
        const QString key = m_folder.filePath(QStringLiteral("key.pem"));
        const QStringList arguments {QStringLiteral("req"),
                                     QStringLiteral("-x509"),
                                     QStringLiteral("-newkey"),
                                     QStringLiteral("ec"),
                                     QStringLiteral("-pkeyopt"),
                                     QStringLiteral("ec_paramgen_curve:prime256v1"),
                                     QStringLiteral("-nodes"),
                                     QStringLiteral("-subj"),
                                     QStringLiteral("/CN=streamgauge test"),
                                     QStringLiteral("-addext"),
                                     QStringLiteral("subjectAltName=IP:127.0.0.1"),
                                     QStringLiteral("-days"),
                                     QStringLiteral("2"),
                                     QStringLiteral("-keyout"),
                                     key,
                                     QStringLiteral("-out"),
                                     certificatePath()};
        if (QProcess::execute(program, arguments) != 0)
            return {};
        QFile keyFile(key);
        if (!keyFile.open(QIODevice::ReadOnly))
            return {};
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(QSslCertificate::fromPath(certificatePath()));
        configuration.setPrivateKey(QSslKey(keyFile.readAll(), QSsl::Ec));
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        return configuration;
    }

    QString certificatePath() const { return m_folder.filePath(QStringLiteral("certificate.pem")); }

    /// One event comes while the reading thread is held up: its time must not be that of the late read.
    void measureHeldUp(Server &server, const HttpTarget &target)
    {
        Transport transport(1);
        Recorder recorder(transport);
        transport.post(std::make_shared<HttpTarget>(target), std::make_shared<QByteArray>("{}"), recorder);
        QVERIFY(eventually([&] { return server.asked.load(); }));
        server.write(head + "data: 1\n\n");
        QVERIFY(eventually([&] { return !recorder.pieces.empty(); }));

        const TimePoint before = Clock::now();
        server.write("data: 2\n\n");
        const TimePoint held = Clock::now();
        QThread::msleep(15); // the hold-up itself
        const TimePoint released = Clock::now();
        QVERIFY(eventually([&] { return recorder.pieces.size() >= 2; }));
        server.close();
        QVERIFY(eventually([&] { return recorder.end.has_value(); }));

        QCOMPARE(bodyOf(recorder), std::string("data: 1\n\ndata: 2\n\n"));
        const Piece &late = recorder.pieces.at(1);
        QVERIFY(late.read >= released);
        QVERIFY(*recorder.sentAt <= *recorder.headersAt);
        QVERIFY(*recorder.headersAt <= recorder.pieces.at(0).at);
        QVERIFY(recorder.pieces.at(0).at <= late.at);
        if (!kernelStampsWork())
            QSKIP("this kernel does not stamp packets");
        QVERIFY(late.isStamped);
        QVERIFY(late.at >= before);
        QVERIFY2(late.at < released, "the event has the time of the read, not that of its packet");
        QVERIFY(released - held >= 15ms);
    }

private Q_SLOTS:
    void anEventsTimeIsItsPacketsWhenTheReaderIsLate()
    {
        Server server;
        HttpTarget target;
        target.url = "http://127.0.0.1:" + std::to_string(server.port);
        measureHeldUp(server, target);
    }

    void anEventsTimeIsItsPacketsOverTls()
    {
        const QSslConfiguration tls = tlsConfiguration();
        if (tls.isNull())
            QSKIP("openssl's program is not installed");
        Server server(tls);
        HttpTarget target;
        target.url = "https://127.0.0.1:" + std::to_string(server.port);
        target.caFile = certificatePath().toStdString();
        measureHeldUp(server, target);
    }

    void aCertificateThatIsNotTrustedIsNoConnection()
    {
        const QSslConfiguration tls = tlsConfiguration();
        if (tls.isNull())
            QSKIP("openssl's program is not installed");
        Server server(tls);
        HttpTarget target;
        target.url = "https://127.0.0.1:" + std::to_string(server.port);
        Transport transport(1);
        Recorder recorder(transport);
        transport.post(std::make_shared<HttpTarget>(target), std::make_shared<QByteArray>("{}"), recorder);
        QVERIFY(eventually([&] { return recorder.end.has_value(); }));
        QVERIFY(recorder.end->kind == TransferEnd::Kind::ConnectFailed);
        QVERIFY(!recorder.sentAt);
    }

    void anOpenConnectionHasARoundTripAndAClosedOneNone_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("kept open") << QByteArray("Content-Length: 9\r\n\r\n") << true;
        QTest::newRow("closed") << QByteArray("Connection: close\r\n\r\n") << false;
    }

    void anOpenConnectionHasARoundTripAndAClosedOneNone()
    {
        QFETCH(QByteArray, headers);
        QFETCH(bool, isKnown);
        Server server;
        HttpTarget target;
        target.url = "http://127.0.0.1:" + std::to_string(server.port);
        Transport transport(1);
        Recorder recorder(transport);
        transport.post(std::make_shared<HttpTarget>(target), std::make_shared<QByteArray>("{}"), recorder);
        QVERIFY(eventually([&] { return server.asked.load(); }));
        server.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + headers + "data: 1\n\n");
        if (!isKnown)
            server.close();
        QVERIFY(eventually([&] { return recorder.end.has_value(); }));
        QCOMPARE(recorder.end->roundTrip.has_value(), isKnown);
        if (isKnown) // on loopback; how long a busy machine takes is no matter here
            QVERIFY(*recorder.end->roundTrip > 0ns && *recorder.end->roundTrip < 10s);
    }

    void aSocketThatWasNotAskedToStampGivesNone()
    {
        QTcpServer listener;
        QVERIFY(listener.listen(QHostAddress::LocalHost));
        QTcpSocket sender;
        sender.connectToHost(QHostAddress::LocalHost, listener.serverPort());
        QVERIFY(eventually([&] { return listener.hasPendingConnections(); }));
        QTcpSocket *const receiver = listener.nextPendingConnection();
        sender.write("x");
        QVERIFY(eventually([&] { return receiver->bytesAvailable() == 1; }));
        const KernelStamps stamps;
        const auto arrival = stamps.arrivalOf(static_cast<int>(receiver->socketDescriptor()), 1);
        QVERIFY(!arrival);
        QCOMPARE(arrival.error(), 0);
    }
};

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
