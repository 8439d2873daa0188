// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/httprequestparser.h"

#include <QObject>

class QTcpSocket;

namespace streamgauge {

/// One client's connection to a simulated server. Requests come one at a time: the next when the last was answered.
/// Deletes itself after closed().
class HttpConnection : public QObject
{
    Q_OBJECT

public:
    explicit HttpConnection(QTcpSocket *socket, QObject *parent = nullptr);

    void respond(int status, const QByteArray &body, const QByteArray &contentType = "application/json",
                 const QByteArray &extraHeader = {});

    /// A 200 answer of server-sent events: write() sends at once, endStream() completes it.
    void beginStream();
    void write(const QByteArray &bytes);
    void endStream();

    void abort();

Q_SIGNALS:
    void requestReceived(const streamgauge::HttpRequest &request);
    void closed();

private:
    void readSocket();
    void handleRequests();
    void finishAnswer();
    void send(const QByteArray &bytes);

    QTcpSocket *m_socket;
    HttpRequestParser m_parser;
    bool m_answering = false;
    bool m_handling = false;
    bool m_keepAlive = true;
};

}
