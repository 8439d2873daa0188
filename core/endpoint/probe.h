// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "endpoint/endpoint.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace streamgauge {

/// What a server told about itself. Absent where it did not say or was not asked.
struct ProbeResult
{
    bool reachable = false;
    QString
        problem; ///< why not, or what is wrong ("model “x” not found; the server has: a, b"); empty when all is well
    QStringList models;
    QString model;                    ///< the one requests will use: the endpoint's own, or the server's first
    std::optional<bool> streams;      ///< a one-token chat completion came back as an event stream
    std::optional<bool> reportsUsage; ///< and carried usage
    QString engine; ///< "vLLM", "llama.cpp", "SGLang", "Ollama", "streamgauge simulator"; empty if unknown
    QString engineVersion;
    std::optional<int> maxModelLength;
    QJsonObject flags;                    ///< how the server was started, as far as it tells
    std::optional<nanoseconds> roundTrip; ///< of GET /v1/models

    bool usable() const { return reachable && problem.isEmpty(); }
};

enum class ProbeDepth {
    Reach, ///< GET /v1/models and the engine's own pages: nothing is generated
    Test,  ///< also a chat completion of one token (Test connection)
};

/// Asks one endpoint what it is. One probe an object; deletes nothing, blocks nothing.
class Probe : public QObject
{
    Q_OBJECT

public:
    Probe(Endpoint endpoint, ProbeDepth depth, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void finished(const streamgauge::ProbeResult &result); ///< once, within 10 s

private:
    struct State;
    std::shared_ptr<State> m_state;
};

}
