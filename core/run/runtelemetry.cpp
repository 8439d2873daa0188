// SPDX-License-Identifier: Apache-2.0
#include "run/runtelemetry.h"

#include "runfile/runwriter.h"
#include "telemetry/telemetrycollector.h"

#include <algorithm>

namespace streamgauge {

RunTelemetry::RunTelemetry(const RunSetup &setup, RunWriter &writer)
{
    std::vector<TelemetryTarget> targets;
    for (std::size_t i = 0; i < setup.header.endpoints.size(); ++i)
        targets.push_back(telemetryTarget(setup.header.endpoints[i], setup.apiKeys.at(i)));
    if (std::ranges::none_of(targets, &TelemetryTarget::asksAnything))
        return;
    m_live = std::make_shared<LiveTelemetry>();
    m_thread.setObjectName(QStringLiteral("telemetry"));
    m_collector =
        new TelemetryCollector(std::move(targets), [&writer](Sample sample) { writer.push(std::move(sample)); });
    m_collector->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_collector, &QObject::deleteLater);
    connect(m_collector, &TelemetryCollector::ready, this, &RunTelemetry::ready);
    connect(m_collector, &TelemetryCollector::finished, this, &RunTelemetry::finished);
    connect(m_collector, &TelemetryCollector::sampled, this,
            [this](const Sample &sample) { update([&](LiveTelemetry &live) { addSample(live, sample); }); });
    connect(m_collector, &TelemetryCollector::noted, this,
            [this](const QString &note) { update([&](LiveTelemetry &live) { live.notes.append(note); }); });
    m_thread.start();
}

RunTelemetry::~RunTelemetry()
{
    m_thread.quit();
    m_thread.wait();
}

template<typename Change>
void RunTelemetry::update(Change change)
{
    auto next = std::make_shared<LiveTelemetry>(*m_live); // the display may hold the last one
    change(*next);
    m_live = std::move(next);
}

void RunTelemetry::start()
{
    if (m_collector)
        QMetaObject::invokeMethod(m_collector, &TelemetryCollector::start);
    else
        QMetaObject::invokeMethod(this, &RunTelemetry::ready, Qt::QueuedConnection);
}

void RunTelemetry::begin()
{
    if (m_collector)
        QMetaObject::invokeMethod(m_collector,
                                  [collector = m_collector, now = Clock::now()] { collector->begin(now); });
}

void RunTelemetry::finish(Outcome outcome)
{
    // Who has pressed Stop wants no further second.
    const milliseconds limit = outcome == Outcome::Completed ? 1000ms : 250ms;
    if (m_collector)
        QMetaObject::invokeMethod(m_collector, [collector = m_collector, limit] { collector->finish(limit); });
    else
        QMetaObject::invokeMethod(this, &RunTelemetry::finished, Qt::QueuedConnection);
}

}

#include "moc_runtelemetry.cpp"
