// SPDX-License-Identifier: Apache-2.0
#include "wireserver.h"

#include <QSslServer>
#include <QSslSocket>
#include <QTcpSocket>

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace streamgauge {

WireServer::WireServer(const QSslConfiguration &tls)
{
    m_context.moveToThread(&m_thread);
    m_thread.start();
    run([this, tls] {
        m_server = tls.isNull() ? std::make_unique<QTcpServer>() : std::make_unique<QSslServer>();
        if (auto *secure = qobject_cast<QSslServer *>(m_server.get()))
            secure->setSslConfiguration(tls);
        QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, &m_context, [this] { accept(); });
        m_server->listen(QHostAddress::LocalHost);
    });
    port = m_server->serverPort();
}

WireServer::~WireServer()
{
    run([this] { m_server.reset(); });
    m_thread.quit();
    m_thread.wait();
}

void WireServer::accept()
{
    m_socket = m_server->nextPendingConnection();
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_received.clear();
    ++connections;
    QTcpSocket *const socket = m_socket;
    if (!m_reads)
        socket->setReadBufferSize(1);
    QObject::connect(socket, &QTcpSocket::readyRead, &m_context, [this, socket] {
        if (socket != m_socket)
            return;
        asked = true;
        if (m_reads)
            m_received += socket->readAll();
    });
}

void WireServer::write(const QByteArray &bytes)
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

void WireServer::close()
{
    run([this] { m_socket->disconnectFromHost(); });
}

void WireServer::reset()
{
    run([this] {
        const linger atOnce {.l_onoff = 1, .l_linger = 0};
        ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
        m_socket->abort();
    });
}

void WireServer::stopReading()
{
    run([this] { m_reads = false; });
}

void WireServer::readOn()
{
    run([this] {
        m_reads = true;
        m_socket->setReadBufferSize(0);
        m_received += m_socket->readAll();
    });
}

QByteArray WireServer::received()
{
    QByteArray bytes;
    run([this, &bytes] { bytes = m_received; });
    return bytes;
}

}
