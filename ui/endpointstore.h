// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "endpoint/endpoint.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace streamgauge {

/// The user's endpoints: endpoints.yaml, saved at every change and read again when it is edited from outside.
/// While the file cannot be read, it is never written. Endpoints of this session (simulated ones from the command
/// line, or offered at first start) come after the saved ones and are not in the file.
class EndpointStore : public QObject
{
    Q_OBJECT

public:
    explicit EndpointStore(QString path, QObject *parent = nullptr);

    const QString &path() const { return m_path; }
    const std::vector<Endpoint> &endpoints() const { return m_endpoints; }
    bool isSaved(int index) const { return index < m_savedCount; }
    bool fileExists() const;

    /// Why the file cannot be read, with its line; the endpoints are then those read before.
    const std::optional<Error> &problem() const { return m_problem; }

    /// Labels are made unique ("Qwen3-32B 2"). Nothing changes where the file cannot be written.
    Expected<void> append(const std::vector<Endpoint> &endpoints);
    Expected<void> insert(int index, const Endpoint &endpoint);  ///< among the saved ones
    Expected<void> replace(int index, const Endpoint &endpoint); ///< one of the session becomes a saved one
    Expected<void> remove(int index);
    void addForSession(const std::vector<Endpoint> &endpoints);

    /// @p label, or where another endpoint than @p except has it, with the first free number.
    QString uniqueLabel(const QString &label, int except = -1) const;

Q_SIGNALS:
    void changed();        ///< endpoints() is another
    void problemChanged(); ///< problem() is another

private:
    void reload();
    void watch();
    void adopt(std::vector<Endpoint> saved, const QString &dropped);
    Expected<void> save(std::vector<Endpoint> saved, const QString &droppedFromSession = {});
    std::vector<Endpoint> savedEndpoints() const;
    static QString uniqueAmong(const std::vector<Endpoint> &endpoints, const QString &label);
    void setProblem(std::optional<Error> problem);

    const QString m_path;
    std::vector<Endpoint> m_endpoints;
    int m_savedCount = 0;
    std::optional<Error> m_problem;
    QFileSystemWatcher m_watcher;
    QTimer m_reloadTimer;
};

}
