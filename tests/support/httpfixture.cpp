// SPDX-License-Identifier: Apache-2.0
#include "httpfixture.h"

namespace streamgauge {

namespace {

qsizetype bodyLength(const QByteArray &head)
{
    for (const QByteArray &line : head.split('\n'))
        if (line.toLower().startsWith("content-length:"))
            return line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
    return 0;
}

}

HttpFixture::HttpFixture(QObject *parent)
    : QTcpServer(parent)
{
    connect(this, &QTcpServer::newConnection, this, &HttpFixture::accept);
    if (!listen(QHostAddress::LocalHost))
        qFatal("no port on 127.0.0.1: %s", qPrintable(errorString()));
}

void HttpFixture::answerJson(const QByteArray &path, const QByteArray &json, const QByteArray &status)
{
    answer(path,
           "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
               + QByteArray::number(json.size()) + "\r\nConnection: close\r\n\r\n" + json);
}

void HttpFixture::answerStream(const QByteArray &path, const QByteArray &events)
{
    answer(path,
           "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n" + events);
}

void HttpFixture::accept()
{
    while (QTcpSocket *socket = nextPendingConnection()) {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_received.remove(socket);
            socket->deleteLater();
        });
    }
}

void HttpFixture::read(QTcpSocket *socket)
{
    QByteArray &received = m_received[socket];
    received += socket->readAll();
    const qsizetype headEnd = received.indexOf("\r\n\r\n");
    if (headEnd < 0 || received.size() < headEnd + 4 + bodyLength(received.first(headEnd)))
        return;
    const QByteArray path = received.split(' ').value(1);
    m_requests[path].push_back(received);
    received.clear();
    QByteArrayList &answers = m_answers[path];
    if (answers.isEmpty())
        answerJson(path, "{\"detail\":\"Not Found\"}", "404 Not Found");
    const QByteArray raw = answers.size() > 1 ? answers.takeFirst() : answers.first();
    if (raw.isEmpty())
        return;
    socket->write(raw);
    socket->disconnectFromHost();
}

}
