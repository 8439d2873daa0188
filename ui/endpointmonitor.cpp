// SPDX-License-Identifier: Apache-2.0
#include "endpointmonitor.h"

#include "endpointstore.h"

#include <QGuiApplication>

#include <chrono>

namespace streamgauge {

namespace {

using namespace std::chrono_literals;
constexpr auto interval = 30s;

/// What identifies a server and what it is asked with.
QString keyOf(const Endpoint &endpoint)
{
    QStringList parts {endpoint.url, endpoint.model, QString::number(static_cast<int>(endpoint.apiKey.kind)),
                       endpoint.apiKey.name};
    for (const auto &[name, value] : endpoint.headers)
        parts << name << value;
    return parts.join(QChar(0x1f));
}

QString engineText(const ProbeResult &probe)
{
    return QStringLiteral("%1 %2").arg(probe.engine, probe.engineVersion).trimmed();
}

}

EndpointMonitor::EndpointMonitor(EndpointStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    connect(&store, &EndpointStore::changed, this, &EndpointMonitor::checkNew);
    connect(&m_timer, &QTimer::timeout, this, &EndpointMonitor::checkIfActive);
    m_timer.start(interval);
    checkNew();
}

EndpointStatus EndpointMonitor::status(const Endpoint &endpoint) const
{
    if (endpoint.simulation)
        return {EndpointState::Simulated, tr("built in, %1× real time").arg(endpoint.simulation->speed), {}};
    return m_statuses.value(keyOf(endpoint));
}

void EndpointMonitor::checkAll()
{
    if (m_paused)
        return;
    for (const Endpoint &endpoint : m_store.endpoints())
        check(endpoint);
}

void EndpointMonitor::setPaused(bool paused)
{
    m_paused = paused;
    if (!paused)
        checkNew();
}

void EndpointMonitor::checkIfActive()
{
    if (QGuiApplication::applicationState() == Qt::ApplicationActive)
        checkAll();
}

void EndpointMonitor::checkNew()
{
    if (m_paused)
        return;
    for (const Endpoint &endpoint : m_store.endpoints())
        if (!m_statuses.contains(keyOf(endpoint)))
            check(endpoint);
}

void EndpointMonitor::check(const Endpoint &endpoint)
{
    const QString key = keyOf(endpoint);
    if (endpoint.simulation || m_asking.contains(key))
        return;
    m_asking.insert(key);
    if (!m_statuses.contains(key)) { // a known state stays shown while it is asked again
        m_statuses.insert(key, {EndpointState::Checking, {}, {}});
        Q_EMIT statusChanged();
    }
    auto *probe = new Probe(endpoint, ProbeDepth::Reach, this);
    connect(probe, &Probe::finished, this, [this, key, probe](const ProbeResult &result) {
        probe->deleteLater();
        handleProbed(key, result);
    });
    probe->start();
}

void EndpointMonitor::handleProbed(const QString &key, const ProbeResult &result)
{
    m_asking.remove(key);
    const bool ready = result.usable();
    m_statuses.insert(key,
                      {ready ? EndpointState::Ready : EndpointState::Unreachable,
                       ready ? engineText(result) : result.problem, result});
    Q_EMIT statusChanged();
}

}
