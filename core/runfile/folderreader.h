// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runfile/runlibrary.h"

#include <QElapsedTimer>
#include <QHash>

#include <atomic>
#include <functional>

namespace streamgauge {

/// One look at a folder of run files.
struct FolderState
{
    std::vector<RunEntry> entries; ///< newest first
    bool isFinal = false;          ///< everything is read; before, a first part to show
    bool isStale = false;          ///< a run that is being written has grown, but was read a moment ago
};

/// Reads a folder's run files and the bundled ones, those that changed since last time. Has no thread of its own: lives
/// in one.
class FolderReader : public QObject
{
public:
    /// @p bundled: paths of files that are shown besides the folder's.
    explicit FolderReader(QString folder, QStringList bundled = {});

    /// Calls @p publish once or more, on this thread.
    void read(const std::function<void(FolderState)> &publish);

    void stop() { m_stopped = true; } ///< any thread: the next file is not read any more

private:
    struct Known
    {
        qint64 size = -1;
        qint64 modified_ms = 0;
        QElapsedTimer age;
        RunEntry entry;
    };

    bool isUpToDate(const QString &path, const Known &known, qint64 size, qint64 modified_ms, bool &isStale) const;
    FolderState state() const;

    QString m_folder;
    QStringList m_bundled;
    QHash<QString, Known> m_known;
    std::atomic<bool> m_stopped = false;
};

/// A run file at a glance; with a problem where it cannot be read.
RunEntry readEntry(const QString &path);

}
