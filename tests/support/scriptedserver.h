// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>

#include <deque>

class QTcpSocket;

namespace streamgauge {

/// One thing the server does for an answer, after a delay.
struct ServerStep
{
    enum class Then { GoOn, Close, Reset };

    QByteArray bytes;
    int delay_ms = 0;
    Then then = Then::GoOn;
};

using ServerScript = QList<ServerStep>;

/// An HTTP server on 127.0.0.1 that answers each POST with the next script (the last one again and again), byte for
/// byte as written; GET /v1/models with one model, GET /metrics with what was set. Runs in the event loop of its
/// thread.
class ScriptedServer : public QTcpServer
{
    Q_OBJECT

public:
    explicit ScriptedServer(QObject *parent = nullptr);

    QString baseUrl() const; ///< "http://127.0.0.1:PORT/v1"
    void setScripts(const QList<ServerScript> &scripts);
    void sendToAll(const QByteArray &bytes); ///< to every open connection, which it then closes

    /// Answers to GET /metrics, one a question, the last one again and again; without any it is 404.
    void setMetrics(const QByteArrayList &pages) { m_metrics = pages; }
    int metricsAsked = 0; ///< these requests and their connections are in none of the counts below

    /// Answers to POST /reset_prefix_cache, one a question, the last one again and again; without any none comes.
    void setCacheResets(const QByteArrayList &answers) { m_cacheResets = answers; }
    QByteArrayList cacheResetHeads;       ///< of these requests, which are in none of the lists below
    QList<qsizetype> requestsBeforeReset; ///< for each of them how many requests had come before

    int connections = 0;
    int closedByClient = 0;
    int scriptsPlayed = 0; ///< to their end
    QList<QByteArray> requestHeads;
    QList<QByteArray> requestBodies; ///< of POSTs

private:
    void handleReadyRead(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const QByteArray &head, const QByteArray &body);
    void answerMetrics(QTcpSocket *socket);
    void play(QTcpSocket *socket, const ServerScript &script, qsizetype step);

    std::deque<ServerScript> m_scripts;
    QByteArrayList m_metrics;
    QByteArrayList m_cacheResets;
    QHash<QTcpSocket *, QByteArray> m_received;
};

/// Heads and events as servers write them.
QByteArray streamHead(const QByteArray &extra = {}); ///< 200, event stream, connection closed at the end
QByteArray jsonAnswer(int status, const QByteArray &body, const QByteArray &extraHeaders = {});
QByteArray sseEvent(const QByteArray &json);
QByteArray roleEvent();
QByteArray contentEvent(const QByteArray &text);
QByteArray reasoningEvent(const QByteArray &text, const QByteArray &field = "reasoning_content");
QByteArray finishEvent(const QByteArray &reason = "stop");
QByteArray usageEvent(int promptTokens, int completionTokens);
QByteArray doneEvent();
QByteArray httpChunk(const QByteArray &bytes); ///< in chunked transfer coding

}
