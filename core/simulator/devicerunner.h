// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/deadlinetimer.h"
#include "simulator/simulateddevice.h"

#include <QObject>

#include <functional>

namespace streamgauge {

/// Runs a modelled device in real time. Steps lie on the model's own times, so a late wake-up delays no later step.
class DeviceRunner : public QObject
{
    Q_OBJECT

public:
    using Sink = std::function<void(const EngineToken &)>;

    DeviceRunner(DeviceSpec spec, double speed, QObject *parent = nullptr);

    int addEngine(const SimulatorProfile &profile, EngineOptions options, Sink sink);
    void submit(int engine, EngineRequest request);
    void cancel(int engine, quint64 id);
    void forgetCache(int engine) { m_device.forgetCache(engine); } ///< cold again, as before its first request
    EngineCounters counters(int engine) const { return m_device.counters(engine); }

    /// The same engines, as after a fresh start. Requests in flight give no more tokens.
    void reset();

private:
    struct Engine
    {
        SimulatorProfile profile;
        EngineOptions options;
        Sink sink;
    };

    ModelTime now() const;
    void advance();
    void arm();

    DeviceSpec m_spec;
    double m_speed;
    TimePoint m_start = Clock::now();
    SimulatedDevice m_device;
    std::vector<Engine> m_engines;
    DeadlineTimer m_timer {this};
};

}
