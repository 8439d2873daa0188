// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "suite/suite.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace streamgauge {

/// A suite the user can choose, or the reason why it cannot be read.
struct SuiteEntry
{
    QString id;    ///< a bundled suite's name or a file's path: what loadSuite() takes
    QString title; ///< the suite's name, or the file's where it cannot be read
    bool bundled = false;
    std::optional<Suite> suite;
    std::optional<Error> problem; ///< where suite is empty
};

/// Bundled suites, then the user's own from suites/ in the config folder, kept in step if files come, go or change.
class SuiteStore : public QObject
{
    Q_OBJECT

public:
    explicit SuiteStore(QString folder, QObject *parent = nullptr);

    static QString defaultFolder();
    const QString &folder() const { return m_folder; }
    const std::vector<SuiteEntry> &entries() const { return m_entries; }
    const SuiteEntry *find(const QString &id) const;

    /// The text of the suite's file.
    Expected<QString> text(const QString &id) const;
    /// Copies a suite into the folder under a free name; the copy's id.
    Expected<QString> duplicate(const QString &id);
    /// Replaces the file in one step; what is not a valid suite is saved too, so that nothing is lost.
    Expected<void> save(const QString &id, const QString &text);
    Expected<void> moveToTrash(const QString &id);

Q_SIGNALS:
    void changed();

private:
    void reload();

    const QString m_folder;
    std::vector<SuiteEntry> m_entries;
    QFileSystemWatcher m_watcher;
    QTimer m_reloadTimer;
};

}
