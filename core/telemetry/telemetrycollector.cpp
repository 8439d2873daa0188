// SPDX-License-Identifier: Apache-2.0
#include "telemetry/telemetrycollector.h"

#include "telemetry/commandsource.h"
#include "telemetry/gpureading.h"
#include "telemetry/pagesource.h"

#include <algorithm>

namespace streamgauge {

namespace {

constexpr auto interval = 1s;
constexpr auto firstLimit = 1s;

const QString metricsSource = QStringLiteral("metrics");
const QString gpuSource = QStringLiteral("gpu");

/// Endpoints on one machine share its GPU and ask it once.
QString gpuKey(const TelemetryTarget &target)
{
    return target.dcgm.isValid() ? target.dcgm.toString() : target.gpuCommand.join(QChar(0));
}

}

TelemetryCollector::TelemetryCollector(std::vector<TelemetryTarget> targets, Sink sink)
    : m_targets(std::move(targets))
    , m_sink(std::move(sink))
{
}

TelemetryCollector::~TelemetryCollector() = default;

void TelemetryCollector::start()
{
    m_interval = std::make_unique<QTimer>();
    connect(m_interval.get(), &QTimer::timeout, this, &TelemetryCollector::askAll);
    m_limit = std::make_unique<QTimer>();
    m_limit->setSingleShot(true);
    connect(m_limit.get(), &QTimer::timeout, this, &TelemetryCollector::proceed);
    addSources();
    m_state = State::Before;
    m_limit->start(firstLimit);
    askAll();
    proceedIfAnswered();
}

void TelemetryCollector::addSources()
{
    std::map<QString, std::vector<int>> gpus;
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        const TelemetryTarget &target = m_targets[i];
        const int endpoint = static_cast<int>(i);
        if (target.metrics.url().isValid())
            addSource(std::make_unique<PageSource>(
                          target.metrics,
                          [model = target.model](const MetricsPage &page) { return serverMetrics(page, model); }),
                      metricsSource, {endpoint}, target.label);
        if (const QString key = gpuKey(target); !key.isEmpty())
            gpus[key].push_back(endpoint);
    }
    for (const auto &[key, endpoints] : gpus) {
        const TelemetryTarget &target = m_targets[static_cast<std::size_t>(endpoints.front())];
        std::unique_ptr<TelemetrySource> source;
        if (target.dcgm.isValid())
            source = std::make_unique<PageSource>(QNetworkRequest(target.dcgm), readDcgm);
        else
            source = std::make_unique<CommandSource>(target.gpuCommand, target.gpuIsLocal);
        addSource(std::move(source), gpuSource, endpoints, target.label);
    }
}

void TelemetryCollector::addSource(std::unique_ptr<TelemetrySource> source, const QString &name,
                                   std::vector<int> endpoints, const QString &label)
{
    TelemetrySource *const asked = source.get();
    connect(asked, &TelemetrySource::answered, this,
            [this, asked, name, endpoints = std::move(endpoints)](const SampleValues &values) {
                take(name, endpoints, values);
                askAgainIfEarly(asked);
                proceedIfAnswered();
            });
    connect(asked, &TelemetrySource::failed, this, [this, asked, label](const QString &reason) {
        if (!reason.isEmpty())
            Q_EMIT noted(QStringLiteral("%1: %2").arg(label, reason));
        askAgainIfEarly(asked);
        proceedIfAnswered();
    });
    m_sources.push_back(std::move(source));
}

void TelemetryCollector::askAll()
{
    for (const auto &source : m_sources)
        source->ask();
}

/// An answer that was under way when the last request ended may not know of it.
void TelemetryCollector::askAgainIfEarly(TelemetrySource *source)
{
    if (std::erase(m_early, source) > 0)
        source->ask();
}

void TelemetryCollector::take(const QString &source, const std::vector<int> &endpoints, const SampleValues &values)
{
    for (const int endpoint : endpoints) {
        Sample sample {.endpoint = endpoint, .source = source, .at = {}, .values = values};
        if (m_state == State::Idle || m_state == State::Before) {
            m_before.push_back(std::move(sample));
            continue;
        }
        sample.at = std::max(RunTime(0), RunTime(Clock::now() - m_runStart));
        Q_EMIT sampled(sample);
        m_sink(std::move(sample));
    }
}

void TelemetryCollector::proceedIfAnswered()
{
    const bool isWaiting = std::ranges::any_of(m_sources, [](const auto &source) { return source->isAsking(); });
    if (!isWaiting)
        proceed();
}

/// All have answered, or are waited for no longer.
void TelemetryCollector::proceed()
{
    if (m_state == State::Before) {
        m_state = State::Idle;
        m_limit->stop();
        Q_EMIT ready();
    } else if (m_state == State::After) {
        m_state = State::Over;
        m_limit->stop();
        for (const auto &source : m_sources)
            source->stop();
        Q_EMIT finished();
    }
}

void TelemetryCollector::begin(TimePoint runStart)
{
    m_limit->stop();
    m_runStart = runStart;
    m_state = State::During;
    for (Sample &sample : std::exchange(m_before, {})) {
        Q_EMIT sampled(sample);
        m_sink(std::move(sample));
    }
    m_interval->start(interval);
}

void TelemetryCollector::finish(std::chrono::milliseconds limit)
{
    m_interval->stop();
    m_state = State::After;
    m_limit->start(limit);
    for (const auto &source : m_sources)
        if (source->isAsking())
            m_early.push_back(source.get());
    askAll();
    proceedIfAnswered();
}

}

#include "moc_telemetrycollector.cpp"
