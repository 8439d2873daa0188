// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/runcontroller.h"
#include "telemetry/livetelemetry.h"

#include <QObject>
#include <QThread>

namespace streamgauge {

class TelemetryCollector;

/// What servers and GPUs do during a run: asked on a thread of its own, written to the run file, kept for the display.
/// Lives on the controller's thread.
class RunTelemetry : public QObject
{
    Q_OBJECT

public:
    /// @p writer must outlive it.
    RunTelemetry(const RunSetup &setup, RunWriter &writer);
    ~RunTelemetry() override; ///< asks no more and waits for its thread

    void start();                 ///< ready() follows within about a second
    void begin();                 ///< the first request goes out now
    void finish(Outcome outcome); ///< finished() follows within about a second

    std::shared_ptr<const LiveTelemetry> live() const { return m_live; } ///< null where nothing is asked
    QStringList notes() const { return m_live ? m_live->notes : QStringList(); }

Q_SIGNALS:
    void ready();
    void finished();

private:
    template<typename Change>
    void update(Change change);

    TelemetryCollector *m_collector = nullptr; // lives in m_thread; deleted there; null where nothing is asked
    QThread m_thread;
    std::shared_ptr<const LiveTelemetry> m_live;
};

}
