// SPDX-License-Identifier: Apache-2.0
#include "run/loaddriver.h"

#include <algorithm>

namespace streamgauge {

LoadDriver::LoadDriver(const Stage &stage, int endpointCount, TimePoint start)
    : m_stage(stage)
    , m_start(start)
    , m_lanes(static_cast<std::size_t>(endpointCount))
{
    for (const PlannedRequest &request : stage.requests)
        m_lanes.at(static_cast<std::size_t>(request.endpoint)).requests.push_back(&request);
}

bool LoadDriver::hasMore(const Lane &lane, TimePoint now) const
{
    if (m_stage.duration)
        return !lane.requests.empty() && now - m_start < *m_stage.duration;
    return lane.sent < lane.requests.size();
}

int LoadDriver::streamsAllowed(TimePoint now) const
{
    const int streams = m_stage.concurrency.value_or(1);
    if (m_stage.rampUp <= 0ns || now - m_start >= m_stage.rampUp)
        return streams;
    const double part = toSeconds(now - m_start) / toSeconds(m_stage.rampUp);
    return std::min(streams, 1 + static_cast<int>(part * streams));
}

TimePoint LoadDriver::dueOf(const Lane &lane) const
{
    return m_start + lane.requests[lane.sent]->due.value_or(0ns);
}

bool LoadDriver::mayBeSent(const Lane &lane, TimePoint now) const
{
    if (!hasMore(lane, now))
        return false;
    if (m_stage.requestsPerSecond)
        return dueOf(lane) <= now && (!m_stage.maxConcurrency || lane.inFlight < *m_stage.maxConcurrency);
    return lane.inFlight < streamsAllowed(now);
}

LoadDriver::Send LoadDriver::take(Lane &lane, TimePoint now)
{
    Send send {.request = *lane.requests[std::min(lane.sent, lane.requests.size() - 1)], .scheduled = now};
    if (m_stage.requestsPerSecond) {
        send.scheduled = dueOf(lane);
        send.heldBack = lane.fullUntil && *lane.fullUntil >= send.scheduled;
    } else if (lane.sent >= lane.requests.size()) {
        send.isAdded = true;
        send.request.phase = Phase::Measured;
        send.request.repetition += static_cast<int>(lane.sent + 1 - lane.requests.size());
    }
    ++lane.sent;
    ++lane.inFlight;
    return send;
}

std::optional<LoadDriver::Send> LoadDriver::next(TimePoint now)
{
    for (Lane &lane : m_lanes)
        if (mayBeSent(lane, now))
            return take(lane, now);
    return std::nullopt;
}

void LoadDriver::ended(int endpoint, TimePoint now)
{
    Lane &lane = m_lanes.at(static_cast<std::size_t>(endpoint));
    if (m_stage.maxConcurrency && lane.inFlight >= *m_stage.maxConcurrency)
        lane.fullUntil = now;
    --lane.inFlight;
}

std::optional<TimePoint> LoadDriver::wakeAt(TimePoint now) const
{
    std::optional<TimePoint> wake;
    const auto consider = [&wake](TimePoint at) { wake = std::min(wake.value_or(at), at); };
    for (const Lane &lane : m_lanes) {
        if (!hasMore(lane, now))
            continue;
        if (m_stage.requestsPerSecond) {
            if (!m_stage.maxConcurrency || lane.inFlight < *m_stage.maxConcurrency)
                consider(dueOf(lane));
            continue;
        }
        if (const int allowed = streamsAllowed(now); allowed < m_stage.concurrency.value_or(1))
            consider(m_start + m_stage.rampUp * allowed / m_stage.concurrency.value_or(1) + 1us);
        if (m_stage.duration)
            consider(m_start + *m_stage.duration);
    }
    return wake;
}

bool LoadDriver::isFinished(TimePoint now) const
{
    return std::ranges::none_of(m_lanes, [&](const Lane &lane) { return lane.inFlight > 0 || hasMore(lane, now); });
}

int LoadDriver::unsent(int endpoint) const
{
    const Lane &lane = m_lanes.at(static_cast<std::size_t>(endpoint));
    return static_cast<int>(lane.requests.size() - std::min(lane.sent, lane.requests.size()));
}

}
