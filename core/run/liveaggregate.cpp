// SPDX-License-Identifier: Apache-2.0
#include "run/liveaggregate.h"

#include <algorithm>

namespace streamgauge {

namespace {

constexpr std::size_t timelineRows = 24;
constexpr std::size_t shownFailures = 100;
constexpr std::size_t timelineTicks = 600;

/// Every so many-th of the chunks, so that at most timelineTicks are left.
class Thinning
{
public:
    Thinning(RunTime first, std::size_t gaps)
        : m_step(gaps / timelineTicks + 1)
        , m_left(m_step)
        , m_at(first)
    {
        m_chunks.reserve(gaps / m_step + 1);
        m_chunks.push_back(first);
    }

    void add(std::uint32_t gap_us)
    {
        m_at += microseconds(gap_us);
        if (--m_left > 0)
            return;
        m_left = m_step;
        m_chunks.push_back(m_at);
    }

    std::vector<RunTime> take() { return std::move(m_chunks); }

private:
    std::size_t m_step;
    std::size_t m_left; ///< chunks until the next one that stays
    RunTime m_at;
    std::vector<RunTime> m_chunks;
};

LiveTimeline timelineOf(const RequestRecord &record)
{
    LiveTimeline row {.endpoint = record.endpoint,
                      .test = record.test,
                      .repetition = record.repetition,
                      .phase = record.phase,
                      .sent = record.sent.value_or(record.scheduled),
                      .end = record.end,
                      .failed = record.error.has_value(),
                      .chunks = {}};
    if (record.firstToken)
        row.chunks = thinnedChunks(*record.firstToken, record.chunkGaps_us);
    return row;
}

}

void spreadTokens(std::vector<float> &rate, RunTime from, RunTime to, double tokens)
{
    constexpr nanoseconds interval = LiveSnapshot::rateInterval;
    if (to.count() < 0 || to < from || tokens <= 0)
        return;
    from = std::max(from, RunTime::zero());
    const auto last = static_cast<std::size_t>(to / interval);
    if (rate.size() <= last)
        rate.resize(last + 1, 0.0F);
    const double perInterval = tokens / toSeconds(interval);
    const nanoseconds length = to - from;
    if (length.count() == 0) {
        rate[last] += static_cast<float>(perInterval);
        return;
    }
    for (auto i = static_cast<std::size_t>(from / interval); i <= last; ++i) {
        const nanoseconds begin = std::max(from, static_cast<std::int64_t>(i) * interval);
        const nanoseconds end = std::min(to, static_cast<std::int64_t>(i + 1) * interval);
        rate[i] += static_cast<float>(perInterval * toSeconds(end - begin) / toSeconds(length));
    }
}

std::vector<RunTime> thinnedChunks(RunTime first, const std::vector<std::uint32_t> &gaps_us)
{
    Thinning thinning(first, gaps_us.size());
    for (const std::uint32_t gap_us : gaps_us)
        thinning.add(gap_us);
    return thinning.take();
}

std::vector<RunTime> thinnedChunks(RunTime first, const GapList &gaps)
{
    Thinning thinning(first, gaps.size());
    gaps.forEach([&thinning](std::uint32_t gap_us) { thinning.add(gap_us); });
    return thinning.take();
}

LiveAggregate::LiveAggregate(const Suite &suite, const QStringList &labels, const Plan &plan)
    : m_order(plan.order)
    , m_remaining(static_cast<std::size_t>(labels.size()), std::vector<Remaining>(suite.tests.size()))
    , m_secondsPerLimitToken(static_cast<std::size_t>(labels.size()))
{
    for (const Test &test : suite.tests) {
        m_state.tests.push_back(test.name);
        m_maxTokens.push_back(test.maxTokens);
    }
    for (const QString &label : labels) {
        LiveEndpoint endpoint;
        endpoint.label = label;
        endpoint.cells.resize(suite.tests.size());
        for (std::size_t test = 0; test < suite.tests.size(); ++test)
            endpoint.cells[test].cold = suite.tests[test].settings.cold.has_value();
        m_state.endpoints.push_back(endpoint);
    }
    m_state.requestsPlanned = plan.requestCount();
    for (const Stage &stage : plan.stages) {
        m_isWarmup.push_back(stage.warmup);
        for (const PlannedRequest &request : stage.requests) {
            const auto e = static_cast<std::size_t>(request.endpoint);
            const auto t = static_cast<std::size_t>(request.test);
            Remaining &remaining = m_remaining.at(e).at(t);
            ++remaining.planned;
            if (stage.duration && request.repetition == 0)
                remaining.duration = remaining.duration.value_or(0ns) + *stage.duration;
            remaining.concurrency = stage.concurrency.value_or(1);
            remaining.wait = stage.cold ? stage.cold->wait.value_or(0ns) : remaining.wait;
            remaining.perSecond = stage.requestsPerSecond.value_or(0);
            if (!stage.warmup)
                ++m_state.endpoints.at(e).cells.at(t).planned;
        }
    }
}

void LiveAggregate::requestStarted(const PlannedRequest &request, RunTime at)
{
    Remaining &remaining =
        m_remaining.at(static_cast<std::size_t>(request.endpoint)).at(static_cast<std::size_t>(request.test));
    if (request.phase != Phase::Warmup && !remaining.begun)
        remaining.begun = at;
    LiveEndpoint &endpoint = m_state.endpoints.at(static_cast<std::size_t>(request.endpoint));
    ++endpoint.inFlight;
    endpoint.currentTest = request.test;
    endpoint.currentRepetition = request.repetition;
    endpoint.currentPhase = request.phase;
    LiveCell &cell = endpoint.cells.at(static_cast<std::size_t>(request.test));
    if (cell.state == CellState::Waiting && request.phase != Phase::Warmup)
        cell.state = CellState::Running;
}

void LiveAggregate::pauseStarted(int test, std::optional<RunTime> until)
{
    m_state.pause = LivePause {.test = test};
    m_pauseUntil = until;
}

void LiveAggregate::pauseEnded()
{
    m_state.pause.reset();
    m_pauseUntil.reset();
}

void LiveAggregate::planChanged(int endpoint, int test, int count)
{
    m_state.requestsPlanned += static_cast<std::size_t>(count); // wraps and comes back where count is below 0
    m_remaining.at(static_cast<std::size_t>(endpoint)).at(static_cast<std::size_t>(test)).planned += count;
    LiveCell &cell = m_state.endpoints.at(static_cast<std::size_t>(endpoint)).cells.at(static_cast<std::size_t>(test));
    cell.planned += count;
    settle(cell);
}

void LiveAggregate::settle(LiveCell &cell)
{
    if (cell.finished < cell.planned)
        cell.state = cell.finished > 0 ? CellState::Running : cell.state;
    else if (cell.planned > 0)
        cell.state = cell.failed == cell.planned ? CellState::Failed : CellState::Done;
}

void LiveAggregate::addTokens(int endpoint, RunTime from, RunTime to, int tokens)
{
    spreadTokens(m_state.endpoints[static_cast<std::size_t>(endpoint)].rate, from, to, tokens);
}

void LiveAggregate::finishInCell(LiveCell &cell, const RequestRecord &record)
{
    if (record.phase == Phase::Warmup || cell.finished >= cell.planned)
        return;
    ++cell.finished;
    if (record.error)
        ++cell.failed;
    settle(cell);
}

/// Warm requests, or those of a test that asks for cold ones.
bool LiveAggregate::isAveraged(const LiveCell &cell, const RequestRecord &record) const
{
    if (!cell.cold)
        return record.phase == Phase::Measured;
    const auto stage = static_cast<std::size_t>(record.stage);
    return record.phase == Phase::Cold && !(stage < m_isWarmup.size() && m_isWarmup[stage]);
}

void LiveAggregate::requestFinished(const RequestRecord &record)
{
    const auto e = static_cast<std::size_t>(record.endpoint);
    const auto t = static_cast<std::size_t>(record.test);
    LiveEndpoint &endpoint = m_state.endpoints.at(e);
    LiveCell &cell = endpoint.cells.at(t);
    ++m_state.requestsFinished;
    ++m_remaining.at(e).at(t).finished;
    --endpoint.inFlight;
    if (endpoint.inFlight == 0)
        endpoint.currentTest = -1;
    finishInCell(cell, record);

    m_finished.push_back(timelineOf(record));
    if (m_finished.size() > timelineRows)
        m_finished.pop_front();

    if (record.error) {
        ++endpoint.failed;
        m_state.failures.push_back({record.endpoint, record.test, record.repetition, *record.error});
        if (m_state.failures.size() > shownFailures)
            m_state.failures.erase(m_state.failures.begin());
        return;
    }
    ++endpoint.completed;
    endpoint.evidence = record.evidence;
    const auto ttft = timeToFirstToken(record);
    const auto total = endToEndLatency(record);
    if (total && m_maxTokens.at(t) > 0)
        m_secondsPerLimitToken.at(e).add(toSeconds(*total) / m_maxTokens.at(t));
    if (record.phase == Phase::Cold && ttft)
        endpoint.coldTtft_s = toSeconds(*ttft);
    if (!isAveraged(cell, record))
        return;
    const bool isWarm = record.phase == Phase::Measured;
    if (ttft) {
        cell.ttft_s.add(toSeconds(*ttft));
        if (isWarm)
            endpoint.ttft_s.add(toSeconds(*ttft));
    }
    if (total)
        cell.totalTime_s.add(toSeconds(*total));
    if (const auto tps = tokensPerSecond(record)) {
        cell.tps.add(*tps);
        if (isWarm)
            endpoint.tps_mean.add(*tps);
    }
}

std::optional<double> LiveAggregate::expectedSeconds(std::size_t endpoint, std::size_t test) const
{
    if (const RunningMean &seen = m_state.endpoints[endpoint].cells[test].totalTime_s; seen.count > 0)
        return seen.mean();
    if (const RunningMean &perToken = m_secondsPerLimitToken[endpoint]; perToken.count > 0)
        return perToken.mean() * m_maxTokens[test];
    for (const RunningMean &other : m_secondsPerLimitToken)
        if (other.count > 0)
            return other.mean() * m_maxTokens[test];
    return std::nullopt;
}

/// How much of the wait under way is over.
double LiveAggregate::waited_s(RunTime now) const
{
    if (!m_pauseUntil)
        return 0;
    nanoseconds wait {};
    for (const auto &tests : m_remaining)
        wait = std::max(wait, tests[static_cast<std::size_t>(m_state.pause->test)].wait);
    return toSeconds(std::max(wait - (*m_pauseUntil - now), 0ns));
}

std::optional<nanoseconds> LiveAggregate::timeLeft(RunTime now) const
{
    double sum_s = 0;
    double longest_s = 0;
    for (std::size_t e = 0; e < m_remaining.size(); ++e) {
        double lane_s = 0;
        for (std::size_t t = 0; t < m_remaining[e].size(); ++t) {
            const Remaining &remaining = m_remaining[e][t];
            const int left = remaining.planned - remaining.finished;
            if (left <= 0)
                continue;
            if (remaining.duration) {
                const nanoseconds over = remaining.begun ? now - *remaining.begun : 0ns;
                lane_s += toSeconds(std::max(*remaining.duration - over, 0ns));
                continue;
            }
            const auto each_s = expectedSeconds(e, t);
            if (!each_s)
                return std::nullopt;
            lane_s += left * toSeconds(remaining.wait);
            lane_s += remaining.perSecond > 0 ? left / remaining.perSecond : left * *each_s / remaining.concurrency;
        }
        sum_s += lane_s;
        longest_s = std::max(longest_s, lane_s);
    }
    const double left_s = m_order == Order::Together ? longest_s : sum_s;
    return duration_cast<nanoseconds>(Seconds(std::max(0.0, left_s - waited_s(now))));
}

LiveSnapshot LiveAggregate::snapshot(RunTime now) const
{
    LiveSnapshot snapshot = m_state;
    snapshot.at = now;
    snapshot.timeLeft = timeLeft(now);
    if (snapshot.pause && m_pauseUntil)
        snapshot.pause->left = std::max(*m_pauseUntil - now, 0ns);
    snapshot.timeline.assign(m_finished.begin(), m_finished.end());
    return snapshot;
}

}
