// SPDX-License-Identifier: Apache-2.0
#include "simulator/devicerunner.h"

namespace streamgauge {

DeviceRunner::DeviceRunner(DeviceSpec spec, double speed, QObject *parent)
    : QObject(parent)
    , m_spec(std::move(spec))
    , m_speed(speed)
    , m_device(m_spec)
{
    connect(&m_timer, &DeadlineTimer::expired, this, [this] {
        advance();
        arm();
    });
}

ModelTime DeviceRunner::now() const
{
    return Seconds(Clock::now() - m_start) * m_speed;
}

int DeviceRunner::addEngine(const SimulatorProfile &profile, EngineOptions options, Sink sink)
{
    m_engines.push_back({profile, options, std::move(sink)});
    return m_device.addEngine(profile, options);
}

void DeviceRunner::submit(int engine, EngineRequest request)
{
    const ModelTime at = now(); // once: the device must have advanced exactly to it
    for (const EngineToken &token : m_device.advanceTo(at))
        m_engines[static_cast<std::size_t>(token.engine)].sink(token);
    m_device.submit(engine, std::move(request), at);
    arm();
}

void DeviceRunner::cancel(int engine, quint64 id)
{
    m_device.cancel(engine, id);
    arm();
}

void DeviceRunner::advance()
{
    for (const EngineToken &token : m_device.advanceTo(now()))
        m_engines[static_cast<std::size_t>(token.engine)].sink(token);
}

void DeviceRunner::arm()
{
    const auto next = m_device.nextEvent();
    if (!next)
        return m_timer.setDeadline(std::nullopt);
    m_timer.setDeadline(m_start + std::chrono::ceil<nanoseconds>(*next / m_speed));
}

void DeviceRunner::reset()
{
    m_device = SimulatedDevice(m_spec);
    m_start = Clock::now();
    for (const Engine &engine : m_engines)
        m_device.addEngine(engine.profile, engine.options);
    arm();
}

}

#include "moc_devicerunner.cpp"
