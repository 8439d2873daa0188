// SPDX-License-Identifier: Apache-2.0
#include "simulator/simulateddevice.h"

#include <algorithm>

namespace streamgauge {

SimulatedDevice::SimulatedDevice(DeviceSpec spec)
    : m_spec(std::move(spec))
{
}

int SimulatedDevice::addEngine(const SimulatorProfile &profile, EngineOptions options)
{
    m_lanes.push_back({.engine = ModelEngine(profile, m_spec, options)});
    return static_cast<int>(m_lanes.size()) - 1;
}

void SimulatedDevice::submit(int engine, EngineRequest request, ModelTime now)
{
    Q_ASSERT(now >= m_now);
    progress(now);
    m_lanes[static_cast<std::size_t>(engine)].engine.submit(std::move(request), now);
}

void SimulatedDevice::cancel(int engine, quint64 id)
{
    m_lanes[static_cast<std::size_t>(engine)].engine.cancel(id);
}

double SimulatedDevice::slowdown(const Lane &lane) const
{
    double demand = 0;
    for (const Lane &other : m_lanes) {
        if (other.step && other.step->bottleneck == lane.step->bottleneck)
            demand += other.step->demand;
    }
    const double reached =
        lane.step->bottleneck == Bottleneck::Bandwidth ? m_spec.achievableBandwidth : m_spec.achievableCompute;
    // An engine alone is never slowed: its own efficiency already says what it reaches.
    return std::max(1.0, demand / std::max(reached, lane.step->demand));
}

std::optional<ModelTime> SimulatedDevice::nextEvent(const Lane &lane) const
{
    if (lane.step)
        return m_now + lane.step->duration * slowdown(lane);
    if (const auto ready = lane.engine.nextReady())
        return std::max(m_now, *ready);
    return std::nullopt;
}

std::optional<ModelTime> SimulatedDevice::nextEvent() const
{
    std::optional<ModelTime> first;
    for (const Lane &lane : m_lanes) {
        const auto at = nextEvent(lane);
        if (at && (!first || *at < *first))
            first = at;
    }
    return first;
}

void SimulatedDevice::progress(ModelTime to)
{
    std::vector<double> slowdowns;
    for (const Lane &lane : m_lanes)
        slowdowns.push_back(lane.step ? slowdown(lane) : 1);
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        if (m_lanes[i].step)
            m_lanes[i].step->duration -= (to - m_now) / slowdowns[i];
    }
    m_now = to;
}

std::vector<EngineToken> SimulatedDevice::advanceTo(ModelTime time)
{
    std::vector<EngineToken> tokens;
    for (auto at = nextEvent(); at && *at <= time; at = nextEvent()) {
        const auto lane = std::find_if(m_lanes.begin(), m_lanes.end(),
                                       [&](const Lane &candidate) { return nextEvent(candidate) == at; });
        progress(*at);
        if (lane->step) {
            lane->step.reset();
            const std::size_t first = tokens.size();
            lane->engine.endStep(m_now, tokens);
            for (std::size_t i = first; i < tokens.size(); ++i)
                tokens[i].engine = static_cast<int>(lane - m_lanes.begin());
        }
        lane->step = lane->engine.beginStep(m_now);
    }
    progress(std::max(m_now, time));
    return tokens;
}

}
