// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/modelengine.h"

#include <optional>
#include <vector>

namespace streamgauge {

/// Engines on one device, event by event in model time. Knows no real time, no threads and no sockets.
/// While engines that are held up by the same resource ask for more of it than the device reaches, all of them slow
/// down by the same factor.
class SimulatedDevice
{
public:
    explicit SimulatedDevice(DeviceSpec spec);

    /// The index of the new engine.
    int addEngine(const SimulatorProfile &profile, EngineOptions options);

    /// @p now must not lie before the time advanced to; advance to it first.
    void submit(int engine, EngineRequest request, ModelTime now);
    void cancel(int engine, quint64 id);
    void forgetCache(int engine) { m_lanes[static_cast<std::size_t>(engine)].engine.forgetCache(); }

    /// When something happens next; empty while nothing is to be done.
    std::optional<ModelTime> nextEvent() const;
    /// Everything that happens until @p time, in its order.
    std::vector<EngineToken> advanceTo(ModelTime time);

    EngineCounters counters(int engine) const { return m_lanes[static_cast<std::size_t>(engine)].engine.counters(); }

private:
    struct Lane
    {
        ModelEngine engine;
        std::optional<StepCost> step = std::nullopt; ///< under way; its duration is what is left of it at full rate
    };

    std::optional<ModelTime> nextEvent(const Lane &lane) const;
    double slowdown(const Lane &lane) const;
    void progress(ModelTime to);

    DeviceSpec m_spec;
    ModelTime m_now {0};
    std::vector<Lane> m_lanes;
};

}
