// SPDX-License-Identifier: Apache-2.0
#include "scriptedserver.h"

#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace streamgauge {

namespace {

constexpr const char *asksForMetrics = "asksForMetrics"; // a property of such connections

}

ScriptedServer::ScriptedServer(QObject *parent)
    : QTcpServer(parent)
{
    constexpr int backlog = 4096;
    setListenBacklogSize(backlog);
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = nextPendingConnection()) {
            ++connections;
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { handleReadyRead(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                if (!socket->property(asksForMetrics).toBool())
                    ++closedByClient;
                m_received.remove(socket);
                socket->deleteLater();
            });
        }
    });
}

QString ScriptedServer::baseUrl() const
{
    return QStringLiteral("http://127.0.0.1:%1/v1").arg(serverPort());
}

void ScriptedServer::setScripts(const QList<ServerScript> &scripts)
{
    m_scripts.assign(scripts.begin(), scripts.end());
}

void ScriptedServer::sendToAll(const QByteArray &bytes)
{
    for (QTcpSocket *socket : m_received.keys()) {
        socket->write(bytes);
        socket->disconnectFromHost();
    }
}

void ScriptedServer::handleReadyRead(QTcpSocket *socket)
{
    QByteArray &received = m_received[socket];
    received += socket->readAll();
    while (true) {
        const qsizetype headEnd = received.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        const QByteArray head = received.left(headEnd);
        const qsizetype lengthAt = head.toLower().indexOf("content-length:");
        const qsizetype length = lengthAt < 0 ? 0 : head.mid(lengthAt + 15).split('\r').first().trimmed().toLongLong();
        if (received.size() < headEnd + 4 + length)
            return;
        const QByteArray body = received.mid(headEnd + 4, length);
        received.remove(0, headEnd + 4 + length);
        answer(socket, head, body);
    }
}

void ScriptedServer::answer(QTcpSocket *socket, const QByteArray &head, const QByteArray &body)
{
    if (head.startsWith("GET /metrics "))
        return answerMetrics(socket);
    if (head.startsWith("POST /reset_prefix_cache ")) {
        cacheResetHeads.append(head);
        requestsBeforeReset.append(requestBodies.size());
        if (!m_cacheResets.isEmpty())
            socket->write(m_cacheResets.size() > 1 ? m_cacheResets.takeFirst() : m_cacheResets.first());
        return;
    }
    requestHeads.append(head);
    if (head.startsWith("GET")) {
        const bool isModels = head.startsWith("GET /v1/models ");
        socket->write(isModels ? jsonAnswer(200, R"({"object":"list","data":[{"id":"scripted"}]})")
                               : jsonAnswer(404, R"({"detail":"Not Found"})"));
        return;
    }
    requestBodies.append(body);
    if (m_scripts.empty())
        return;
    const ServerScript script = m_scripts.front();
    if (m_scripts.size() > 1)
        m_scripts.pop_front();
    play(socket, script, 0);
}

void ScriptedServer::answerMetrics(QTcpSocket *socket)
{
    ++metricsAsked;
    if (!socket->property(asksForMetrics).toBool())
        --connections;
    socket->setProperty(asksForMetrics, true);
    if (m_metrics.isEmpty()) {
        socket->write(jsonAnswer(404, R"({"detail":"Not Found"})"));
        return;
    }
    socket->write(m_metrics.size() > 1 ? m_metrics.takeFirst() : m_metrics.first());
}

void ScriptedServer::play(QTcpSocket *socket, const ServerScript &script, qsizetype step)
{
    if (step == script.size()) {
        ++scriptsPlayed;
        return;
    }
    QTimer::singleShot(script.at(step).delay_ms, Qt::PreciseTimer, socket, [this, socket, script, step] {
        const ServerStep &now = script.at(step);
        socket->write(now.bytes);
        socket->flush();
        if (now.then == ServerStep::Then::Reset) {
            const linger immediately {.l_onoff = 1, .l_linger = 0};
            setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &immediately,
                       sizeof immediately);
            socket->abort();
        } else if (now.then == ServerStep::Then::Close) {
            socket->disconnectFromHost();
        } else {
            play(socket, script, step + 1);
        }
    });
}

QByteArray streamHead(const QByteArray &extra)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n" + extra + "\r\n";
}

QByteArray jsonAnswer(int status, const QByteArray &body, const QByteArray &extraHeaders)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Status\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n" + extraHeaders + "\r\n" + body;
}

QByteArray sseEvent(const QByteArray &json)
{
    return "data: " + json + "\n\n";
}

QByteArray roleEvent()
{
    return sseEvent(
        R"({"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]})");
}

QByteArray contentEvent(const QByteArray &text)
{
    return sseEvent(R"({"id":"c","choices":[{"index":0,"delta":{"content":")" + text
                    + R"("},"finish_reason":null}],"usage":null})");
}

QByteArray reasoningEvent(const QByteArray &text, const QByteArray &field)
{
    return sseEvent(R"({"id":"c","choices":[{"index":0,"delta":{")" + field + R"(":")" + text
                    + R"("},"finish_reason":null}]})");
}

QByteArray finishEvent(const QByteArray &reason)
{
    return sseEvent(R"({"id":"c","choices":[{"index":0,"delta":{},"finish_reason":")" + reason + R"("}]})");
}

QByteArray usageEvent(int promptTokens, int completionTokens)
{
    return sseEvent(R"({"id":"c","choices":[],"usage":{"prompt_tokens":)" + QByteArray::number(promptTokens)
                    + R"(,"completion_tokens":)" + QByteArray::number(completionTokens) + R"(,"total_tokens":)"
                    + QByteArray::number(promptTokens + completionTokens) + "}}");
}

QByteArray doneEvent()
{
    return "data: [DONE]\n\n";
}

QByteArray httpChunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

}
