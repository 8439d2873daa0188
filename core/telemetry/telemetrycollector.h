// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "runfile/run.h"
#include "telemetry/servermetrics.h"
#include "telemetry/telemetrytarget.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace streamgauge {

class TelemetrySource;

/// Asks servers and GPUs once a second what they do, on a thread of its own that is never the measuring one.
/// start() → ready() → begin() → finish() → finished(). What does not answer is said in a note, never an error.
class TelemetryCollector : public QObject
{
    Q_OBJECT

public:
    using Sink = std::function<void(Sample)>; ///< called on the collector's thread

    /// One target per endpoint of the run.
    TelemetryCollector(std::vector<TelemetryTarget> targets, Sink sink);
    ~TelemetryCollector() override;

    void start();                                 ///< asks all once
    void begin(TimePoint runStart);               ///< the first request goes out: once a second from now on
    void finish(std::chrono::milliseconds limit); ///< the last one is over: asks all once more, and stops

Q_SIGNALS:
    void ready(); ///< what was there before the first request is known; within a second
    void sampled(const streamgauge::Sample &sample);
    void noted(const QString &note); ///< "Mistral-24B: http://…/metrics answered HTTP 404"
    void finished();

private:
    enum class State { Idle, Before, During, After, Over };

    void addSources();
    void addSource(std::unique_ptr<TelemetrySource> source, const QString &name, std::vector<int> endpoints,
                   const QString &label);
    void askAll();
    void askAgainIfEarly(TelemetrySource *source);
    void take(const QString &source, const std::vector<int> &endpoints, const SampleValues &values);
    void proceedIfAnswered();
    void proceed();

    std::vector<TelemetryTarget> m_targets;
    Sink m_sink;
    State m_state = State::Idle;
    TimePoint m_runStart;
    std::unique_ptr<QTimer> m_interval; // made in start(), as the sources: they belong to the collector's thread
    std::unique_ptr<QTimer> m_limit;
    std::vector<std::unique_ptr<TelemetrySource>> m_sources;
    std::vector<TelemetrySource *> m_early; ///< asked before the last request ended, not answered yet
    std::vector<Sample> m_before;           ///< taken before the run's start is known
};

}
