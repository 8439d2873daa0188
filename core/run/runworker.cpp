// SPDX-License-Identifier: Apache-2.0
#include "run/runworker.h"

#include "run/liveview.h"
#include "run/requestbody.h"
#include "runfile/runwriter.h"

#include <algorithm>

namespace streamgauge {

namespace {

QStringList labelsOf(const std::vector<Endpoint> &endpoints)
{
    QStringList labels;
    for (const Endpoint &endpoint : endpoints)
        labels.append(endpoint.label);
    return labels;
}

int poolSize(const RunSetup &setup)
{
    int streams = 1;
    for (const Stage &stage : setup.plan.stages)
        streams = std::max(streams, stage.concurrency.value_or(256) * static_cast<int>(stage.endpoints.size()));
    return streams;
}

}

RunWorker::RunWorker(RunSetup setup, std::shared_ptr<RunLink> link, RunWriter &writer)
    : m_setup(std::move(setup))
    , m_link(std::move(link))
    , m_writer(writer)
    , m_live(m_setup.header.suite, labelsOf(m_setup.header.endpoints), m_setup.plan)
    , m_bodies(m_setup.header, m_setup.datasetPrompts ? *m_setup.datasetPrompts : DatasetPrompts())
    , m_saturation(m_setup.plan.stages)
{
    m_listener = {.onChunks =
                      [this](const ActiveRequest &request, TimePoint from, TimePoint to, int chunks) {
                          addLag(to, chunks);
                          // The first chunk ends no gap, so it is part of no pace.
                          const bool hasFirst = request.progress().chunks == chunks;
                          m_live.addTokens(request.planned().endpoint, from - m_start, to - m_start,
                                           hasFirst ? chunks - 1 : chunks);
                      },
                  .onEnded = [this](ActiveRequest &request) { handleEnded(request); }};
    for (std::size_t e = 0; e < m_setup.header.endpoints.size(); ++e) {
        const Endpoint &endpoint = m_setup.header.endpoints[e];
        m_targets.push_back(std::make_shared<HttpTarget>(requestTarget(endpoint, m_setup.apiKeys.at(e))));
    }
    m_extras.assign(m_setup.header.endpoints.size(),
                    std::vector<Extras>(m_setup.header.suite.tests.size(), Extras::Untried));
}

RunWorker::~RunWorker() = default;

void RunWorker::start()
{
    constexpr auto displayInterval = 33ms;
    constexpr auto stallCheckInterval = 500ms;
    m_transport = std::make_unique<Transport>(poolSize(m_setup));
    m_dueTimer = std::make_unique<DeadlineTimer>();
    connect(m_dueTimer.get(), &DeadlineTimer::expired, this, &RunWorker::handleDeadline);
    m_stallTimer = std::make_unique<QTimer>();
    connect(m_stallTimer.get(), &QTimer::timeout, this, &RunWorker::checkStalls);
    m_stallTimer->start(stallCheckInterval);
    m_snapshotTimer = std::make_unique<QTimer>();
    connect(m_snapshotTimer.get(), &QTimer::timeout, this, &RunWorker::answerDisplay);
    m_snapshotTimer->start(displayInterval);
    m_sampleTimer = std::make_unique<QTimer>();
    connect(m_sampleTimer.get(), &QTimer::timeout, this,
            [this] { m_writer.push(m_lag.takeSecond(Clock::now() - m_start)); });
    m_sampleTimer->start(1s);
    m_start = Clock::now();
    m_lag.start();
    tellWhatCannotBeAsked();
    startNextStage();
}

void RunWorker::tellWhatCannotBeAsked()
{
    for (int e = 0; e < static_cast<int>(m_setup.header.endpoints.size()); ++e)
        for (const QString &field : m_bodies.unsentFields(e))
            m_writer.push(Remark {
                .endpoint = e,
                .at = Clock::now() - m_start,
                .message = QStringLiteral("requests go without %1, which the engine does not have").arg(field)});
}

void RunWorker::startNextStage()
{
    m_load.reset();
    const auto &stages = m_setup.plan.stages;
    while (m_nextStage < stages.size() && (stages[m_nextStage].requests.empty() || skipPastSaturation()))
        ++m_nextStage;
    if (m_nextStage == stages.size())
        return end(Outcome::Completed);
    m_resetProblems.clear();
    const Stage &stage = stages[m_nextStage++];
    if (stage.cold)
        prepareCold(stage);
    else
        beginStage();
}

/// Nothing is under way meanwhile: beginStage() follows when the wait is over or the caches are reset.
void RunWorker::prepareCold(const Stage &stage)
{
    if (stage.cold->resetsCache()) {
        m_live.pauseStarted(stage.test, std::nullopt);
        Q_EMIT cacheResetRequested(static_cast<int>(m_nextStage) - 1, stage.endpoints);
        return;
    }
    const TimePoint until = Clock::now() + *stage.cold->wait;
    m_live.pauseStarted(stage.test, until - m_start);
    m_dueTimer->setDeadline(until);
}

void RunWorker::cachesReset(int stage, const std::map<int, RequestError> &problems)
{
    if (m_ended || m_load || stage != static_cast<int>(m_nextStage) - 1)
        return;
    m_resetProblems = problems;
    beginStage();
}

void RunWorker::handleDeadline()
{
    if (m_load)
        sendWhatMay();
    else if (!m_ended)
        beginStage(); // the wait before cold requests is over
}

void RunWorker::beginStage()
{
    m_live.pauseEnded();
    m_load.emplace(m_setup.plan.stages[m_nextStage - 1], static_cast<int>(m_setup.header.endpoints.size()),
                   Clock::now());
    sendWhatMay();
}

bool RunWorker::skipPastSaturation()
{
    const QString reason = m_saturation.reasonToSkip(static_cast<int>(m_nextStage));
    if (reason.isEmpty())
        return false;
    const Stage &stage = m_setup.plan.stages[m_nextStage];
    for (const int endpoint : stage.endpoints)
        m_live.planChanged(endpoint, stage.test, -static_cast<int>(stage.requests.size() / stage.endpoints.size()));
    const bool isSaid = std::ranges::any_of(m_skipped, [&](const Stage *other) { return isSameSweep(*other, stage); });
    m_skipped.push_back(&stage);
    if (isSaid)
        return true;
    for (const int endpoint : stage.endpoints)
        m_writer.push(
            Remark {.endpoint = endpoint,
                    .at = Clock::now() - m_start,
                    .message = QStringLiteral("%1: the sweep was stopped, as %2")
                                   .arg(m_setup.header.suite.tests.at(std::size_t(stage.test)).name, reason)});
    return true;
}

void RunWorker::sendWhatMay()
{
    while (const auto next = m_load->next(Clock::now()))
        send(*next);
    const TimePoint now = Clock::now();
    if (!m_load->isFinished(now))
        return m_dueTimer->setDeadline(m_load->wakeAt(now));
    m_dueTimer->setDeadline(std::nullopt);
    const Stage &stage = m_setup.plan.stages[m_nextStage - 1];
    for (const int endpoint : stage.endpoints)
        if (const int unsent = m_load->unsent(endpoint); unsent > 0)
            m_live.planChanged(endpoint, stage.test, -unsent);
    startNextStage();
}

void RunWorker::send(const LoadDriver::Send &next)
{
    const PlannedRequest &planned = next.request;
    if (next.isAdded)
        m_live.planChanged(planned.endpoint, planned.test, 1);
    m_live.requestStarted(planned, Clock::now() - m_start);
    if (const auto problem = m_resetProblems.find(planned.endpoint); problem != m_resetProblems.end())
        return recordUnsent(next, problem->second);
    const Due due = !planned.due ? Due::WhenFree : next.heldBack ? Due::HeldBack : Due::AtRate;
    launch(planned, next.scheduled, due, extrasOf(planned) != Extras::Refused);
}

void RunWorker::recordUnsent(const LoadDriver::Send &next, const RequestError &error)
{
    RequestRecord record;
    record.endpoint = next.request.endpoint;
    record.test = next.request.test;
    record.repetition = next.request.repetition;
    record.stage = static_cast<int>(m_nextStage) - 1;
    record.phase = next.request.phase;
    record.scheduled = next.scheduled - m_start;
    record.end = Clock::now() - m_start;
    record.error = error;
    m_load->ended(record.endpoint, Clock::now());
    m_live.requestFinished(record);
    m_writer.push(std::move(record));
}

void RunWorker::launch(const PlannedRequest &planned, TimePoint scheduled, Due due, bool withExtras)
{
    const auto e = static_cast<std::size_t>(planned.endpoint);
    auto request = std::make_unique<ActiveRequest>(planned, static_cast<int>(m_nextStage) - 1, m_start, scheduled, due,
                                                   m_parser, m_listener, m_setup.header.endpoints[e].api);
    request->setHasExtras(withExtras);
    const int stage = static_cast<int>(m_nextStage) - 1;
    if (const auto drawn = m_bodies.drawnFor(planned, stage))
        request->setDrawn(drawn->entry, drawn->maxTokens);
    request->start(*m_transport, m_targets[e], m_bodies.bodyOf(planned, stage, withExtras));
    m_active.push_back(std::move(request));
}

RunWorker::Extras &RunWorker::extrasOf(const PlannedRequest &request)
{
    const int first = m_bodies.firstOfSameExtras(request.endpoint, request.test);
    return m_extras[static_cast<std::size_t>(request.endpoint)][static_cast<std::size_t>(first)];
}

std::unique_ptr<ActiveRequest> RunWorker::take(ActiveRequest &request)
{
    const auto found = std::ranges::find(m_active, &request, &std::unique_ptr<ActiveRequest>::get);
    Q_ASSERT(found != m_active.end());
    std::unique_ptr<ActiveRequest> taken = std::move(*found);
    m_active.erase(found);
    return taken;
}

void RunWorker::record(std::unique_ptr<ActiveRequest> request)
{
    RequestRecord finishedRecord = request->takeRecord();
    m_live.requestFinished(finishedRecord);
    m_saturation.add(finishedRecord, m_setup.header.suite.tests[std::size_t(finishedRecord.test)].settings.slo);
    m_writer.push(std::move(finishedRecord));
}

/// A strict server refuses fields it does not know: the request is sent once more without them. That first refusal is
/// no failure of the server's; where it takes them the refusal means something else.
bool RunWorker::sendAgainWithoutExtras(const ActiveRequest &request)
{
    constexpr int badRequest = 400;
    constexpr int unprocessable = 422;
    const bool isRefused = request.status() == badRequest || request.status() == unprocessable;
    const PlannedRequest &planned = request.planned();
    if (!isRefused || !request.hasExtras() || extrasOf(planned) == Extras::Accepted
        || m_bodies.extrasOf(planned.endpoint, planned.test).isEmpty())
        return false;
    launch(request.planned(), request.scheduledAt(), request.due(), false);
    return true;
}

void RunWorker::learnFrom(const ActiveRequest &request)
{
    constexpr int ok = 200;
    const PlannedRequest &planned = request.planned();
    Extras &extras = extrasOf(planned);
    if (request.status() != ok || extras != Extras::Untried)
        return;
    extras = request.hasExtras() ? Extras::Accepted : Extras::Refused;
    if (request.hasExtras())
        return;
    const QStringList fields = m_bodies.extrasOf(planned.endpoint, planned.test);
    m_writer.push(Remark {.endpoint = planned.endpoint,
                          .at = Clock::now() - m_start,
                          .message = QStringLiteral("requests go without %1, which the server refuses")
                                         .arg(fields.join(QStringLiteral(" and ")))});
}

void RunWorker::handleEnded(ActiveRequest &request)
{
    if (sendAgainWithoutExtras(request)) {
        take(request);
        return;
    }
    learnFrom(request);
    m_load->ended(request.planned().endpoint, Clock::now());
    record(take(request));
    sendWhatMay();
}

void RunWorker::checkStalls()
{
    const TimePoint now = Clock::now();
    std::vector<ActiveRequest *> stalled;
    for (const auto &request : m_active) {
        const bool begun = request->progress().chunks > 0;
        const nanoseconds limit = begun ? m_setup.betweenTokensLimit : m_setup.firstTokenLimit;
        if (now - request->lastActivity() > limit)
            stalled.push_back(request.get());
    }
    for (ActiveRequest *request : stalled) {
        const bool begun = request->progress().chunks > 0;
        const auto limit =
            duration_cast<std::chrono::seconds>(begun ? m_setup.betweenTokensLimit : m_setup.firstTokenLimit);
        request->abort(*m_transport,
                       {.kind = QStringLiteral("stalled"),
                        .message = QStringLiteral("nothing came for %1 s %2")
                                       .arg(limit.count())
                                       .arg(begun ? QLatin1String("in the middle of the answer")
                                                  : QLatin1String("before the first token")),
                        .body = {}},
                       now);
        handleEnded(*request);
    }
}

void RunWorker::stop()
{
    if (m_ended)
        return;
    const TimePoint now = Clock::now();
    m_dueTimer->setDeadline(std::nullopt);
    for (auto &request : std::exchange(m_active, {})) {
        request->abort(
            *m_transport,
            {.kind = QStringLiteral("cancelled"), .message = QStringLiteral("the run was stopped"), .body = {}}, now);
        record(std::move(request));
    }
    end(Outcome::Cancelled);
}

void RunWorker::addLag(TimePoint arrival, int events)
{
    if (m_transport->isStamped())
        m_lag.addStamped(arrival, m_transport->readTime(), static_cast<std::uint64_t>(events));
    else
        m_lag.addUnstamped(static_cast<std::uint64_t>(events));
}

void RunWorker::answerDisplay()
{
    if (!m_link->wanted.exchange(false, std::memory_order_acq_rel))
        return;
    if (!m_link->snapshots.publish(makeSnapshot()))
        m_link->wanted.store(true, std::memory_order_release); // or nobody would ask again
}

LiveSnapshot RunWorker::makeSnapshot() const
{
    LiveSnapshot snapshot = m_live.snapshot(Clock::now() - m_start);
    addRequestsInFlight(snapshot, m_active, m_start);
    return snapshot;
}

void RunWorker::end(Outcome outcome)
{
    m_ended = true;
    const RunTime at = Clock::now() - m_start;
    m_snapshotTimer->stop();
    m_stallTimer->stop();
    m_sampleTimer->stop();
    m_writer.push(m_lag.takeWholeRun(at));
    m_link->snapshots.replace(makeSnapshot());
    Q_EMIT finished(outcome, at);
}

}

#include "moc_runworker.cpp"
