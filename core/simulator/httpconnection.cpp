// SPDX-License-Identifier: Apache-2.0
#include "simulator/httpconnection.h"

#include <QScopedValueRollback>
#include <QTcpSocket>

namespace streamgauge {

namespace {

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 413:
        return "Content Too Large";
    case 431:
        return "Request Header Fields Too Large";
    default:
        return "Error";
    }
}

QByteArray head(int status, const QByteArray &contentType, bool keepAlive)
{
    return "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status)
        + "\r\nServer: streamgauge-simulator\r\nContent-Type: " + contentType
        + (keepAlive ? "\r\n" : "\r\nConnection: close\r\n");
}

}

HttpConnection::HttpConnection(QTcpSocket *socket, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::readSocket);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        Q_EMIT closed();
        deleteLater();
    });
}

void HttpConnection::readSocket()
{
    m_parser.append(m_socket->readAll());
    // A client that sends on and on while it is being answered: nobody reads that.
    if (m_answering && m_parser.buffered() > HttpRequestParser::maxHeaderBytes + HttpRequestParser::maxBodyBytes)
        return abort();
    handleRequests();
}

void HttpConnection::handleRequests()
{
    if (m_handling)
        return;
    const QScopedValueRollback handling(m_handling, true);
    while (!m_answering && m_socket->state() == QAbstractSocket::ConnectedState) {
        const auto request = m_parser.next();
        if (const auto &failure = m_parser.failure()) {
            m_answering = true;
            m_keepAlive = false;
            respond(failure->status, "{\"detail\":\"" + failure->message + "\"}");
            return;
        }
        if (m_parser.takeExpectsContinue() && !request)
            send("HTTP/1.1 100 Continue\r\n\r\n");
        if (!request)
            return;
        m_answering = true;
        m_keepAlive = request->keepAlive;
        Q_EMIT requestReceived(*request);
    }
}

void HttpConnection::respond(int status, const QByteArray &body, const QByteArray &contentType,
                             const QByteArray &extraHeader)
{
    send(head(status, contentType, m_keepAlive) + extraHeader + "Content-Length: " + QByteArray::number(body.size())
         + "\r\n\r\n" + body);
    finishAnswer();
}

void HttpConnection::beginStream()
{
    send(head(200, "text/event-stream; charset=utf-8", m_keepAlive) + "Transfer-Encoding: chunked\r\n\r\n");
}

void HttpConnection::write(const QByteArray &bytes)
{
    send(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
}

void HttpConnection::endStream()
{
    send("0\r\n\r\n");
    finishAnswer();
}

void HttpConnection::send(const QByteArray &bytes)
{
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    m_socket->write(bytes);
    m_socket->flush(); // at once, not when the event loop comes round
}

void HttpConnection::finishAnswer()
{
    m_answering = false;
    if (!m_keepAlive)
        return m_socket->disconnectFromHost();
    handleRequests();
}

void HttpConnection::abort()
{
    m_socket->abort();
}

}

#include "moc_httpconnection.cpp"
