// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "metrics/summary.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace streamgauge {

/// A saved run at a glance.
struct RunEntry
{
    QString path;
    QString id;
    QString title;
    QString notes;
    QStringList tags;
    QDateTime started;
    QString suite;
    bool simulated = false;
    bool complete = false; ///< has its end line and was not cancelled
    bool running = false;  ///< still being measured
    bool bundled = false;  ///< comes with the program and cannot be changed
    std::vector<SeriesSummary> series;
    QString problem; ///< why it cannot be read; everything else is then empty
};

/// The folder of run files, kept in step if files come or go, and the runs that come with the program. Reads files on a
/// thread of its own.
class RunLibrary : public QObject
{
    Q_OBJECT

public:
    /// @p bundled: paths of further run files, shown last (runfile/bundledruns.h).
    explicit RunLibrary(QString folder, QStringList bundled = {}, QObject *parent = nullptr);
    ~RunLibrary() override;

    static QString defaultFolder(); ///< runs/ in the user's data folder
    const QString &folder() const;

    std::vector<RunEntry> entries() const; ///< newest first

    /// Copies a run file into the folder; the path it has there. Refuses what is no run file.
    Expected<QString> add(const QString &path);
    Expected<void> rename(const QString &path, const QString &title);
    Expected<void> setNotes(const QString &path, const QString &notes);
    Expected<void> moveToTrash(const QString &path);
    /// Brings back from the trash what moveToTrash() took there since the program began.
    Expected<void> restore(const QString &path);

    /// A path in the folder for a new run: "2026-11-24T030000 Speed test.run.jsonl", never one that exists.
    QString newPath(const QString &title, const QDateTime &started) const;

Q_SIGNALS:
    void entriesChanged();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
