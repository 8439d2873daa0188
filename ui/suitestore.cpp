// SPDX-License-Identifier: Apache-2.0
#include "suitestore.h"

#include "suite/suiteparser.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

namespace streamgauge {

namespace {

SuiteEntry entryOf(const QString &id, bool bundled)
{
    SuiteEntry entry {
        .id = id, .title = QFileInfo(id).completeBaseName(), .bundled = bundled, .suite = {}, .problem = {}};
    if (auto suite = loadSuite(id)) {
        entry.title = suite->name;
        entry.suite = std::move(*suite);
    } else {
        entry.problem = suite.error();
    }
    return entry;
}

/// "suite: Speed test" → "suite: Speed test copy", comments and quotes kept.
QString renamedAsCopy(QString text)
{
    static const QRegularExpression name(QStringLiteral(R"(^(suite:\s*)(["']?)([^"'#\n]*?)(["']?\s*(?:#.*)?)$)"),
                                         QRegularExpression::MultilineOption);
    return text.replace(name, QStringLiteral("\\1\\2\\3 copy\\4"));
}

}

SuiteStore::SuiteStore(QString folder, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
{
    QDir().mkpath(m_folder);
    m_watcher.addPath(m_folder);
    m_reloadTimer.setSingleShot(true);
    m_reloadTimer.setInterval(50);
    connect(&m_reloadTimer, &QTimer::timeout, this, &SuiteStore::reload);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_reloadTimer, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_reloadTimer, qOverload<>(&QTimer::start));
    reload();
}

QString SuiteStore::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/suites");
}

const SuiteEntry *SuiteStore::find(const QString &id) const
{
    const auto entry = std::ranges::find(m_entries, id, &SuiteEntry::id);
    return entry == m_entries.end() ? nullptr : &*entry;
}

Expected<QString> SuiteStore::text(const QString &id) const
{
    const SuiteEntry *entry = find(id);
    if (entry && entry->bundled && entry->suite)
        return entry->suite->yaml;
    QFile file(id);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error {Error::Code::Io, file.errorString(), id});
    return QString::fromUtf8(file.readAll());
}

Expected<QString> SuiteStore::duplicate(const QString &id)
{
    const auto original = text(id);
    if (!original)
        return std::unexpected(original.error());
    const QString base = QFileInfo(id).completeBaseName();
    QString path;
    for (int number = 1; path.isEmpty() || QFileInfo::exists(path); ++number)
        path = number == 1 ? QStringLiteral("%1/%2-copy.yaml").arg(m_folder, base)
                           : QStringLiteral("%1/%2-copy-%3.yaml").arg(m_folder, base).arg(number);
    if (const auto saved = save(path, renamedAsCopy(*original)); !saved)
        return std::unexpected(saved.error());
    return path;
}

Expected<void> SuiteStore::save(const QString &id, const QString &text)
{
    QDir().mkpath(m_folder);
    QSaveFile file(id);
    file.open(QIODevice::WriteOnly);
    file.write(text.toUtf8());
    if (!file.commit())
        return std::unexpected(Error {Error::Code::Io, file.errorString(), id});
    reload();
    return {};
}

Expected<void> SuiteStore::moveToTrash(const QString &id)
{
    QFile file(id);
    if (!file.moveToTrash())
        return std::unexpected(
            Error {Error::Code::Io, tr("cannot be moved to the trash: %1").arg(file.errorString()), id});
    reload();
    return {};
}

void SuiteStore::reload()
{
    m_reloadTimer.stop();
    std::vector<SuiteEntry> entries;
    for (const QString &name : bundledSuites())
        entries.push_back(entryOf(name, true));
    const QDir folder(m_folder);
    for (const QString &file :
         folder.entryList({QStringLiteral("*.yaml"), QStringLiteral("*.yml")}, QDir::Files, QDir::Name)) {
        const QString path = folder.filePath(file);
        entries.push_back(entryOf(path, false));
        if (!m_watcher.files().contains(path))
            m_watcher.addPath(path);
    }
    m_entries = std::move(entries);
    Q_EMIT changed();
}

}
