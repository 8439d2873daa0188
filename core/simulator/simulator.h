// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "endpoint/endpoint.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace streamgauge {

/// Names of the bundled profiles: "llama-70b", "mistral-24b", "qwen3-32b", "gpt-oss-20b".
QStringList simulatorProfiles();

/// The endpoint a profile makes: label ("Llama-70B"), model, hardware, deployment; without a URL until it is started.
Expected<Endpoint> simulatedEndpoint(const QString &profile, double speed = 1);

struct SimulatorOptions
{
    double speed = 1;
    bool coldStart = true;   ///< the first request to each model takes longer
    bool prefixCache = true; ///< a repeated prompt is not prefilled again
    quint64 seed = 1;
};

/// OpenAI-compatible servers on 127.0.0.1, one port a profile, all on one modelled device whose bandwidth they share.
/// They run in a thread of their own until the object is destroyed.
class Simulator : public QObject
{
    Q_OBJECT

public:
    explicit Simulator(SimulatorOptions options = {}, QObject *parent = nullptr);
    ~Simulator() override;

    /// Starts the profile if it is not running yet; its base URL, "http://127.0.0.1:PORT/v1". Port 0: any free one.
    Expected<QString> serve(const QString &profile, quint16 port = 0);

    /// As after a fresh start: models cold, caches empty, random numbers from their seed. Requests in flight end.
    void reset();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
