// SPDX-License-Identifier: Apache-2.0
#include "run/runsession.h"

#include "endpointmonitor.h"
#include "run/calibrator.h"

namespace streamgauge {

namespace {

/// Ends what is under way; none of its signals is heard any more.
template<typename Worker>
void drop(QPointer<Worker> &worker)
{
    if (!worker)
        return;
    worker->disconnect();
    worker->deleteLater();
    worker.clear();
}

}

RunSession::RunSession(AppServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
    connect(&m_services.controller, &RunController::stateChanged, this, &RunSession::announce);
}

void RunSession::announce()
{
    m_services.monitor.setPaused(phase() != Phase::Idle);
    Q_EMIT phaseChanged();
}

RunSession::Phase RunSession::phase() const
{
    switch (m_services.controller.state()) {
    case RunController::State::Running:
        return Phase::Running;
    case RunController::State::Stopping:
        return Phase::Stopping;
    case RunController::State::Idle:
        break;
    }
    return m_preparation ? Phase::Preparing : m_calibrator ? Phase::Calibrating : Phase::Idle;
}

void RunSession::start(const RunRequest &request, bool calibrate)
{
    Q_ASSERT(phase() == Phase::Idle);
    m_request = request;
    m_isToCalibrate = calibrate;
    m_preparation = new RunPreparation(request, m_services.simulators, this);
    connect(m_preparation, &RunPreparation::ready, this, &RunSession::begin);
    connect(m_preparation, &RunPreparation::failed, this, [this](const std::vector<EndpointProblem> &problems) {
        drop(m_preparation);
        announce();
        Q_EMIT endpointsFailed(problems);
    });
    connect(m_preparation, &RunPreparation::refused, this, [this](const Error &error) {
        drop(m_preparation);
        announce();
        Q_EMIT startFailed(error);
    });
    announce();
    m_preparation->start();
}

void RunSession::stop()
{
    if (phase() == Phase::Preparing || phase() == Phase::Calibrating) {
        drop(m_preparation);
        drop(m_calibrator);
        announce();
    } else {
        m_services.controller.stop();
    }
}

void RunSession::begin(const RunSetup &setup)
{
    m_setup = setup;
    drop(m_preparation);
    if (m_isToCalibrate)
        calibrate();
    else
        measure();
}

void RunSession::calibrate()
{
    m_calibrator = new Calibrator(this);
    connect(m_calibrator, &Calibrator::progressed, this, &RunSession::calibrationProgressed);
    connect(m_calibrator, &Calibrator::finished, this, [this](const Calibration &calibration) {
        m_setup.samples.push_back(sampleOf(calibration));
        measure();
    });
    connect(m_calibrator, &Calibrator::failed, this, [this](const QString &reason) {
        Q_EMIT calibrationFailed(reason);
        measure();
    });
    const auto started = m_calibrator->start(streamsAtOnce(m_setup.plan));
    if (started)
        return announce();
    Q_EMIT calibrationFailed(started.error().toString());
    measure();
}

void RunSession::measure()
{
    drop(m_calibrator);
    const Expected<void> started = m_services.controller.start(std::exchange(m_setup, {}));
    if (started)
        return;
    announce();
    Q_EMIT startFailed(started.error());
}

}
