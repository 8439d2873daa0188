// SPDX-License-Identifier: Apache-2.0
#include "run/runcontroller.h"

#include "base/filelimit.h"
#include "client/kernelstamps.h"
#include "run/cacheresetter.h"
#include "run/hostinfo.h"
#include "run/runlink.h"
#include "run/runtelemetry.h"
#include "run/runworker.h"
#include "runfile/runwriter.h"

#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace streamgauge {

namespace {

void completeHeader(RunHeader &header, const Plan &plan)
{
    header.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    header.started = QDateTime::currentDateTimeUtc();
    header.seed = header.suite.seed ? *header.suite.seed : QRandomGenerator::system()->generate();
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

bool resetsCaches(const Plan &plan)
{
    return std::ranges::any_of(plan.stages, [](const Stage &stage) { return stage.cold && stage.cold->resetsCache(); });
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
    if (m_worker)
        endWorker();
    m_telemetry.reset();
    (void)m_writer->finish(m_end); // nobody is left to be told
}

/// Stops the worker and waits for it.
void RunController::endWorker()
{
    beginMeasuring();
    disconnect(m_worker, &RunWorker::finished, this, nullptr);
    connect(
        m_worker, &RunWorker::finished, m_worker,
        [this](Outcome how, RunTime when) { m_end = {.at = when, .outcome = how, .notes = m_telemetry->notes()}; },
        Qt::DirectConnection);
    QMetaObject::invokeMethod(m_worker, &RunWorker::stop, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    m_worker = nullptr;
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
    m_end = {.at = {}, .outcome = Outcome::Cancelled, .notes = {}};
    for (Remark &remark : setup.remarks)
        m_writer->push(std::move(remark));
    for (Sample &sample : setup.samples)
        m_writer->push(std::move(sample));
    m_link = std::make_shared<RunLink>();
    m_telemetry = std::make_unique<RunTelemetry>(setup, *m_writer);
    connect(m_telemetry.get(), &RunTelemetry::ready, this, &RunController::beginMeasuring);
    connect(m_telemetry.get(), &RunTelemetry::finished, this, &RunController::finishFile, Qt::QueuedConnection);
    if (resetsCaches(setup.plan))
        m_resetter = std::make_unique<CacheResetter>(setup.header.endpoints, setup.apiKeys, setup.cacheResetLimit);
    m_worker = new RunWorker(std::move(setup), m_link, *m_writer);
    m_worker->moveToThread(&m_thread);
    if (m_resetter) {
        connect(m_worker, &RunWorker::cacheResetRequested, m_resetter.get(), &CacheResetter::reset);
        connect(m_resetter.get(), &CacheResetter::finished, m_worker, &RunWorker::cachesReset);
    }
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &RunWorker::finished, this, &RunController::handleFinished);
    m_thread.start();
    m_isMeasuring = false;
    m_telemetry->start();
    m_displayTimer.start();
    setState(State::Running);
    return {};
}

void RunController::beginMeasuring()
{
    if (std::exchange(m_isMeasuring, true))
        return;
    m_telemetry->begin();
    QMetaObject::invokeMethod(m_worker, &RunWorker::start);
}

void RunController::stop()
{
    if (m_state != State::Running)
        return;
    setState(State::Stopping);
    if (!m_worker)
        return; // it has just ended by itself
    beginMeasuring();
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
    if (auto snapshot = m_link->snapshots.take()) {
        snapshot->telemetry = m_telemetry->live();
        Q_EMIT snapshotChanged(*snapshot);
        m_link->wanted.store(true, std::memory_order_release);
    }
}

void RunController::handleFinished(Outcome outcome, RunTime at)
{
    m_displayTimer.stop();
    deliverSnapshot();
    m_resetter.reset();
    m_thread.quit();
    m_thread.wait();
    m_worker = nullptr;
    m_end = {.at = at, .outcome = outcome, .notes = {}};
    m_telemetry->finish(outcome);
}

void RunController::finishFile()
{
    m_end.notes = m_telemetry->notes();
    m_telemetry.reset();
    const QString path = m_writer->path();
    const Expected<void> written = m_writer->finish(m_end);
    m_writer.reset();
    setState(State::Idle);
    Q_EMIT finished(path, m_end.outcome, written ? QString() : written.error().toString());
}

}

#include "moc_runcontroller.cpp"
