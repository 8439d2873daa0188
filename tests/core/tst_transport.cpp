// SPDX-License-Identifier: Apache-2.0
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

const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

}

class TestTransport : public QObject
{
    Q_OBJECT

private:
    TestCertificate m_certificate;

    /// One event comes while the reading thread is held up: its time must not be that of the late read.
    void measureHeldUp(WireServer &server, const HttpTarget &target)
    {
        Transport transport(1);
        TransferRecorder recorder(transport);
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

        QCOMPARE(recorder.body(), std::string("data: 1\n\ndata: 2\n\n"));
        const TransferRecorder::Piece &late = recorder.pieces.at(1);
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
        WireServer server;
        HttpTarget target;
        target.url = "http://127.0.0.1:" + std::to_string(server.port);
        measureHeldUp(server, target);
    }

    void anEventsTimeIsItsPacketsOverTls()
    {
        const QSslConfiguration tls = m_certificate.server();
        if (tls.isNull())
            QSKIP("openssl's program is not installed");
        WireServer server(tls);
        HttpTarget target;
        target.url = "https://127.0.0.1:" + std::to_string(server.port);
        target.caFile = m_certificate.path().toStdString();
        measureHeldUp(server, target);
    }

    void aCertificateThatIsNotTrustedIsNoConnection()
    {
        const QSslConfiguration tls = m_certificate.server();
        if (tls.isNull())
            QSKIP("openssl's program is not installed");
        WireServer server(tls);
        HttpTarget target;
        target.url = "https://127.0.0.1:" + std::to_string(server.port);
        Transport transport(1);
        TransferRecorder recorder(transport);
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
        WireServer server;
        HttpTarget target;
        target.url = "http://127.0.0.1:" + std::to_string(server.port);
        Transport transport(1);
        TransferRecorder recorder(transport);
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
