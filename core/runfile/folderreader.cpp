// SPDX-License-Identifier: Apache-2.0
#include "runfile/folderreader.h"

#include "runfile/bundledruns.h"
#include "runfile/filelock.h"
#include "runfile/runreader.h"

#include <QDir>
#include <QSet>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr qint64 publishEvery_ms = 250;
constexpr qint64 growingRunEvery_ms = 5000;

}

RunEntry readEntry(const QString &path)
{
    RunEntry entry;
    entry.path = path;
    const auto run = readRun(path);
    if (!run) {
        entry.problem = run.error().message;
        return entry;
    }
    entry.id = run->header.id;
    entry.suite = run->header.suite.name;
    entry.title = run->header.title.isEmpty() ? entry.suite : run->header.title;
    entry.notes = run->header.notes;
    entry.tags = run->header.tags;
    entry.started = run->header.started;
    entry.simulated = run->header.simulated;
    entry.complete = run->end && run->end->outcome == Outcome::Completed;
    entry.bundled = isBundled(path);
    entry.running = !run->end && !entry.bundled && isBeingWritten(path);
    entry.series = summarize(*run);
    return entry;
}

FolderReader::FolderReader(QString folder, QStringList bundled)
    : m_folder(std::move(folder))
    , m_bundled(std::move(bundled))
{
}

void FolderReader::read(const std::function<void(FolderState)> &publish)
{
    QFileInfoList files = QDir(m_folder).entryInfoList({QStringLiteral("*.run.jsonl")}, QDir::Files);
    for (const QString &path : m_bundled)
        files.append(QFileInfo(path));
    QSet<QString> present;
    for (const QFileInfo &file : files)
        present.insert(file.absoluteFilePath());
    m_known.removeIf([&](const auto &known) { return !present.contains(known.key()); });

    bool isStale = false;
    QElapsedTimer sincePublished;
    sincePublished.start();
    for (const QFileInfo &file : files) {
        if (m_stopped)
            return;
        const QString path = file.absoluteFilePath();
        const qint64 size = file.size();
        const qint64 modified_ms = file.lastModified().toMSecsSinceEpoch();
        Known &known = m_known[path];
        if (isUpToDate(path, known, size, modified_ms, isStale))
            continue;
        known.entry = readEntry(path);
        known.size = size;
        known.modified_ms = modified_ms;
        known.age.start();
        if (sincePublished.elapsed() > publishEvery_ms) {
            publish(state());
            sincePublished.restart();
        }
    }
    FolderState last = state();
    last.isFinal = true;
    last.isStale = isStale;
    publish(std::move(last));
}

bool FolderReader::isUpToDate(const QString &path, const Known &known, qint64 size, qint64 modified_ms,
                              bool &isStale) const
{
    if (known.size == size && known.modified_ms == modified_ms)
        return true;
    const bool wasJustRead = known.age.isValid() && known.age.elapsed() < growingRunEvery_ms;
    if (!wasJustRead || !isBeingWritten(path))
        return false;
    isStale = true;
    return true;
}

FolderState FolderReader::state() const
{
    FolderState state;
    for (const Known &known : m_known)
        if (known.size >= 0)
            state.entries.push_back(known.entry);
    std::ranges::sort(state.entries, [](const RunEntry &a, const RunEntry &b) {
        return a.started != b.started ? a.started > b.started : a.path < b.path; // no date: last
    });
    return state;
}

}
