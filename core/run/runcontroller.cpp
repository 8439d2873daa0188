// SPDX-License-Identifier: Apache-2.0
#include "run/runcontroller.h"

#include "base/filelimit.h"
#include "client/kernelstamps.h"
#include "run/hostinfo.h"
#include "run/runlink.h"
#include "run/runworker.h"
#include "runfile/runwriter.h"

#include <QUuid>

#include <algorithm>

namespace streamgauge {

namespace {

void completeHeader(RunHeader &header, const Plan &plan)
{
    header.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    header.started = QDateTime::currentDateTimeUtc();
    header.app = QStringLiteral("streamgauge " STREAMGAUGE_VERSION);
    header.arrivalClock = kernelStampsWork() ? QStringLiteral("kernel") : QStringLiteral("read");
    header.host = hostInfo();
    header.order = plan.order;
    header.simulated =
        std::ranges::any_of(header.endpoints, [](const Endpoint &e) { return e.simulation.has_value(); });
    header.stages = plan.stages;
    for (Stage &stage : header.stages)
        stage.requests.clear();
}

}

int streamsAtOnce(const Plan &plan)
{
    std::size_t most = 1;
    for (const Stage &stage : plan.stages) {
        const std::size_t asked = stage.concurrency
            ? static_cast<std::size_t>(*stage.concurrency) * stage.endpoints.size()
            : stage.requests.size();
        most = std::max(most, std::min(asked, stage.requests.size()));
    }
    return static_cast<int>(most);
}

RunController::RunController(QObject *parent)
    : QObject(parent)
{
    constexpr auto displayInterval = 33ms;
    m_thread.setObjectName(QStringLiteral("measuring"));
    m_displayTimer.setInterval(displayInterval);
    connect(&m_displayTimer, &QTimer::timeout, this, &RunController::deliverSnapshot);
}

RunController::~RunController()
{
    if (m_state == State::Idle)
        return;
    disconnect(m_worker, &RunWorker::finished, this, nullptr);
    Outcome outcome = Outcome::Cancelled;
    RunTime at {};
    connect(
        m_worker, &RunWorker::finished, m_worker,
        [&](Outcome how, RunTime when) {
            outcome = how;
            at = when;
        },
        Qt::DirectConnection);
    QMetaObject::invokeMethod(m_worker, &RunWorker::stop, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    (void)m_writer->finish({.at = at, .outcome = outcome}); // nobody is left to be told
}

Expected<void> RunController::start(RunSetup setup)
{
    Q_ASSERT(m_state == State::Idle);
    if (auto enough = ensureOpenFiles(streamsAtOnce(setup.plan)); !enough)
        return enough;
    completeHeader(setup.header, setup.plan);
    auto writer = RunWriter::create(setup.path, setup.header, setup.apiKeys);
    if (!writer)
        return std::unexpected(writer.error());
    m_writer = std::move(*writer);
    for (Sample &sample : setup.samples)
        m_writer->push(std::move(sample));
    m_link = std::make_shared<RunLink>();
    m_worker = new RunWorker(std::move(setup), m_link, *m_writer);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &RunWorker::finished, this, &RunController::handleFinished);
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, &RunWorker::start);
    m_displayTimer.start();
    setState(State::Running);
    return {};
}

void RunController::stop()
{
    if (m_state != State::Running)
        return;
    setState(State::Stopping);
    QMetaObject::invokeMethod(m_worker, &RunWorker::stop);
}

void RunController::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void RunController::deliverSnapshot()
{
    if (const auto snapshot = m_link->snapshots.take()) {
        Q_EMIT snapshotChanged(*snapshot);
        m_link->wanted.store(true, std::memory_order_release);
    }
}

void RunController::handleFinished(Outcome outcome, RunTime at)
{
    m_displayTimer.stop();
    deliverSnapshot();
    m_thread.quit();
    m_thread.wait();
    m_worker = nullptr;
    const QString path = m_writer->path();
    const Expected<void> written = m_writer->finish({.at = at, .outcome = outcome});
    m_writer.reset();
    setState(State::Idle);
    Q_EMIT finished(path, outcome, written ? QString() : written.error().toString());
}

}

#include "moc_runcontroller.cpp"
