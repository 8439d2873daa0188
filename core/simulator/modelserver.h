// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/chatresponse.h"
#include "simulator/devicerunner.h"
#include "simulator/httpconnection.h"
#include "simulator/simulator.h"

#include <QTcpServer>

#include <memory>
#include <unordered_map>

namespace streamgauge {

/// The OpenAI-compatible server of one simulated model, on 127.0.0.1.
class ModelServer : public QObject
{
    Q_OBJECT

public:
    /// @p suite: the bundled suite whose tests the profile knows.
    ModelServer(SimulatorProfile profile, Suite suite, const SimulatorOptions &options, DeviceRunner &runner);

    Expected<quint16> listen(quint16 port);

    /// Ends what is in flight and forgets how many requests there were.
    void reset();

private:
    /// A completion in flight.
    struct Exchange
    {
        HttpConnection *connection;
        ChatResponse response;
        bool stream;
    };

    void acceptConnections();
    void handleRequest(HttpConnection &connection, const HttpRequest &request);
    void handleChat(HttpConnection &connection, const QByteArray &body);
    void handleTokenize(HttpConnection &connection, const QByteArray &body);
    void takeToken(const EngineToken &token);
    void forget(HttpConnection *connection);
    QByteArray models() const;

    const SimulatorProfile m_profile;
    const Suite m_suite;
    const SimulatorOptions m_options;
    const qint64 m_started_s;
    DeviceRunner &m_runner;
    int m_engine = -1; ///< on the runner, once it listens
    QTcpServer m_server {this};
    std::unordered_map<quint64, Exchange> m_exchanges;
    quint64 m_nextId = 1;   ///< of requests, never reused
    quint64 m_requests = 0; ///< since the last reset
};

}
