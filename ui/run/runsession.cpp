// SPDX-License-Identifier: Apache-2.0
#include "run/runsession.h"

#include "endpointmonitor.h"

namespace streamgauge {

RunSession::RunSession(AppServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
    connect(&m_services.controller, &RunController::stateChanged, this, [this] {
        m_services.monitor.setPaused(phase() != Phase::Idle);
        Q_EMIT phaseChanged();
    });
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
    return m_preparation ? Phase::Preparing : Phase::Idle;
}

void RunSession::start(const RunRequest &request)
{
    Q_ASSERT(phase() == Phase::Idle);
    m_request = request;
    m_preparation = new RunPreparation(request, m_services.simulators, this);
    connect(m_preparation, &RunPreparation::ready, this, &RunSession::begin);
    connect(m_preparation, &RunPreparation::failed, this, [this](const std::vector<EndpointProblem> &problems) {
        endPreparation();
        Q_EMIT phaseChanged();
        Q_EMIT endpointsFailed(problems);
    });
    m_services.monitor.setPaused(true);
    Q_EMIT phaseChanged();
    m_preparation->start();
}

void RunSession::stop()
{
    if (phase() == Phase::Preparing) {
        endPreparation();
        Q_EMIT phaseChanged();
    } else {
        m_services.controller.stop();
    }
}

void RunSession::begin(const RunSetup &setup)
{
    endPreparation();
    const Expected<void> started = m_services.controller.start(setup);
    if (started)
        return;
    Q_EMIT phaseChanged();
    Q_EMIT startFailed(started.error());
}

void RunSession::endPreparation()
{
    if (m_preparation) {
        m_preparation->disconnect(this);
        m_preparation->deleteLater();
        m_preparation.clear();
    }
    m_services.monitor.setPaused(false);
}

}
