// SPDX-License-Identifier: Apache-2.0
#include "endpointstore.h"

#include "endpoint/endpointsfile.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace streamgauge {

namespace {

auto findLabel(auto &endpoints, const QString &label)
{
    return std::ranges::find(endpoints, label, &Endpoint::label);
}

}

EndpointStore::EndpointStore(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    m_reloadTimer.setSingleShot(true);
    m_reloadTimer.setInterval(50); // an editor's save is several changes
    connect(&m_reloadTimer, &QTimer::timeout, this, &EndpointStore::reload);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_reloadTimer, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_reloadTimer, qOverload<>(&QTimer::start));
    reload();
}

bool EndpointStore::fileExists() const
{
    return QFileInfo::exists(m_path);
}

Expected<void> EndpointStore::append(const std::vector<Endpoint> &endpoints)
{
    reload();
    std::vector<Endpoint> saved = savedEndpoints();
    for (Endpoint endpoint : endpoints) {
        endpoint.label = uniqueAmong(saved, uniqueLabel(endpoint.label));
        saved.push_back(endpoint);
    }
    return save(std::move(saved));
}

Expected<void> EndpointStore::insert(int index, const Endpoint &endpoint)
{
    reload();
    std::vector<Endpoint> saved = savedEndpoints();
    Endpoint inserted = endpoint;
    inserted.label = uniqueLabel(endpoint.label);
    saved.insert(saved.begin() + std::clamp(index, 0, m_savedCount), inserted);
    return save(std::move(saved));
}

Expected<void> EndpointStore::replace(int index, const Endpoint &endpoint)
{
    const Endpoint before = m_endpoints.at(static_cast<std::size_t>(index));
    const bool wasSaved = isSaved(index);
    reload();
    std::vector<Endpoint> saved = savedEndpoints();
    const auto place = findLabel(saved, before.label);
    if (wasSaved && place == saved.end())
        return std::unexpected(Error {Error::Code::Io, tr("“%1” is no longer in the file").arg(before.label), m_path});
    Endpoint changed = endpoint;
    const auto current = findLabel(m_endpoints, before.label);
    changed.label = uniqueLabel(endpoint.label, static_cast<int>(current - m_endpoints.begin()));
    if (place != saved.end())
        *place = changed;
    else
        saved.push_back(changed);
    return save(std::move(saved), wasSaved ? QString() : before.label);
}

Expected<void> EndpointStore::remove(int index)
{
    const Endpoint removed = m_endpoints.at(static_cast<std::size_t>(index));
    if (!isSaved(index)) {
        m_endpoints.erase(m_endpoints.begin() + index);
        Q_EMIT changed();
        return {};
    }
    reload();
    std::vector<Endpoint> saved = savedEndpoints();
    std::erase_if(saved, [&](const Endpoint &endpoint) { return endpoint.label == removed.label; });
    return save(std::move(saved));
}

void EndpointStore::addForSession(const std::vector<Endpoint> &endpoints)
{
    for (Endpoint endpoint : endpoints) {
        endpoint.label = uniqueLabel(endpoint.label);
        m_endpoints.push_back(endpoint);
    }
    Q_EMIT changed();
}

QString EndpointStore::uniqueLabel(const QString &label, int except) const
{
    std::vector<Endpoint> others = m_endpoints;
    if (except >= 0 && except < static_cast<int>(others.size()))
        others.erase(others.begin() + except);
    return uniqueAmong(others, label);
}

QString EndpointStore::uniqueAmong(const std::vector<Endpoint> &endpoints, const QString &label)
{
    QString candidate = label;
    for (int number = 2; findLabel(endpoints, candidate) != endpoints.end(); ++number)
        candidate = QStringLiteral("%1 %2").arg(label).arg(number);
    return candidate;
}

std::vector<Endpoint> EndpointStore::savedEndpoints() const
{
    return {m_endpoints.begin(), m_endpoints.begin() + m_savedCount};
}

void EndpointStore::reload()
{
    m_reloadTimer.stop();
    watch();
    std::vector<Endpoint> saved;
    if (fileExists()) {
        auto loaded = loadEndpoints(m_path);
        if (!loaded)
            return setProblem(loaded.error());
        saved = std::move(*loaded);
    }
    setProblem({});
    if (saved != savedEndpoints())
        adopt(std::move(saved), {});
}

/// The saved ones are @p saved from now on; the session keeps its own but @p dropped and those the file has too.
void EndpointStore::adopt(std::vector<Endpoint> saved, const QString &dropped)
{
    const std::vector<Endpoint> session(m_endpoints.begin() + m_savedCount, m_endpoints.end());
    m_endpoints = std::move(saved);
    m_savedCount = static_cast<int>(m_endpoints.size());
    for (const Endpoint &endpoint : session)
        if (endpoint.label != dropped && findLabel(m_endpoints, endpoint.label) == m_endpoints.end())
            m_endpoints.push_back(endpoint);
    Q_EMIT changed();
}

void EndpointStore::watch()
{
    // An editor that saves by renaming replaces the file, and with it the watch.
    for (const QString &path : {QFileInfo(m_path).absolutePath(), m_path})
        if (QFileInfo::exists(path) && !m_watcher.files().contains(path) && !m_watcher.directories().contains(path))
            m_watcher.addPath(path);
}

Expected<void> EndpointStore::save(std::vector<Endpoint> saved, const QString &droppedFromSession)
{
    if (m_problem)
        return std::unexpected(Error {
            m_problem->code,
            tr("not saved, because the file has an error that must be corrected first: %1").arg(m_problem->message),
            m_path, m_problem->line});
    if (const auto written = saveEndpoints(m_path, saved); !written)
        return written;
    watch();
    adopt(std::move(saved), droppedFromSession);
    return {};
}

void EndpointStore::setProblem(std::optional<Error> problem)
{
    const auto text = [](const std::optional<Error> &error) { return error ? error->toString() : QString(); };
    const bool different = text(problem) != text(m_problem);
    m_problem = std::move(problem);
    if (different)
        Q_EMIT problemChanged();
}

}
