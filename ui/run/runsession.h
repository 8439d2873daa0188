// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"
#include "run/runcontroller.h"
#include "run/runpreparation.h"

#include <QObject>
#include <QPointer>

namespace streamgauge {

class Calibrator;

/// The way from the button to a measuring controller: prepares the endpoints, calibrates where that is wanted, then
/// starts; pauses the endpoint monitor meanwhile, whose questions would disturb the measurement.
class RunSession : public QObject
{
    Q_OBJECT

public:
    enum class Phase { Idle, Preparing, Calibrating, Running, Stopping };
    Q_ENUM(Phase)

    explicit RunSession(AppServices &services, QObject *parent = nullptr);

    Phase phase() const;
    const RunRequest &request() const { return m_request; } ///< the latest

    void start(const RunRequest &request, bool calibrate); ///< only when idle
    void stop();                                           ///< of a preparation and a calibration too

Q_SIGNALS:
    void phaseChanged();
    void endpointsFailed(const std::vector<streamgauge::EndpointProblem> &problems); ///< nothing was measured
    void startFailed(const streamgauge::Error &error);                               ///< the file cannot be written
    void calibrationProgressed(double share);                                        ///< 0 to 1
    void calibrationFailed(const QString &reason);                                   ///< the run goes on without

private:
    void begin(const RunSetup &setup);
    void calibrate();
    void measure();
    void announce(); ///< that the phase may be another

    AppServices &m_services;
    RunRequest m_request;
    bool m_isToCalibrate = false;
    RunSetup m_setup; ///< until the run starts
    QPointer<RunPreparation> m_preparation;
    QPointer<Calibrator> m_calibrator;
};

}
