// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"
#include "run/runcontroller.h"
#include "run/runpreparation.h"

#include <QObject>
#include <QPointer>

namespace streamgauge {

/// The way from the button to a measuring controller: prepares the endpoints, then starts; pauses the endpoint
/// monitor meanwhile, whose questions would disturb the measurement.
class RunSession : public QObject
{
    Q_OBJECT

public:
    enum class Phase { Idle, Preparing, Running, Stopping };
    Q_ENUM(Phase)

    explicit RunSession(AppServices &services, QObject *parent = nullptr);

    Phase phase() const;
    const RunRequest &request() const { return m_request; } ///< the latest

    void start(const RunRequest &request); ///< only when idle
    void stop();                           ///< of a preparation too

Q_SIGNALS:
    void phaseChanged();
    void endpointsFailed(const std::vector<streamgauge::EndpointProblem> &problems); ///< nothing was measured
    void startFailed(const streamgauge::Error &error);                               ///< the file cannot be written

private:
    void begin(const RunSetup &setup);
    void endPreparation();

    AppServices &m_services;
    RunRequest m_request;
    QPointer<RunPreparation> m_preparation;
};

}
