// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "controls/statelabel.h"
#include "endpoint/endpoint.h"
#include "endpoint/probe.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <optional>

namespace streamgauge {

class EndpointStore;

/// Whether an endpoint can be used, as far as is known.
struct EndpointStatus
{
    EndpointState state = EndpointState::Unknown;
    QString detail;                   ///< why not, in words; or engine and version
    std::optional<ProbeResult> probe; ///< what the server said last
};

/// Keeps the state of the store's endpoints known: asks each server when it is new or changed, when told to, and now
/// and then while active. Simulated endpoints are not asked. Generates nothing on the servers.
class EndpointMonitor : public QObject
{
    Q_OBJECT

public:
    explicit EndpointMonitor(EndpointStore &store, QObject *parent = nullptr);

    EndpointStatus status(const Endpoint &endpoint) const;

    void checkAll();
    /// No questions while a run measures: they would disturb it.
    void setPaused(bool paused);

Q_SIGNALS:
    void statusChanged();

private:
    void checkIfActive();
    void handleProbed(const QString &key, const ProbeResult &result);
    void check(const Endpoint &endpoint);
    void checkNew();

    EndpointStore &m_store;
    QHash<QString, EndpointStatus> m_statuses; ///< by what identifies a server: URL, model, key reference
    QSet<QString> m_asking;
    QTimer m_timer;
    bool m_paused = false;
};

}
