// SPDX-License-Identifier: Apache-2.0
#include "runfile/runlibrary.h"

#include "runfile/bundledruns.h"
#include "runfile/filelock.h"
#include "runfile/folderreader.h"
#include "runfile/headeredit.h"
#include "runfile/headerparser.h"

#include <QDir>
#include <QFile>
#include <QFileSystemWatcher>
#include <QHash>
#include <QStandardPaths>
#include <QThread>
#include <QTimer>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr auto coalesceFor = 500ms;
constexpr auto growingRunAgainAfter = 2s;
constexpr qsizetype mostWatchedFiles = 2000; // a watch a file; the system has a limited number

const QString suffix = QStringLiteral(".run.jsonl");

Error ioError(const QString &message, const QString &path)
{
    return {.code = Error::Code::Io, .message = message, .source = path};
}

/// @p base with the suffix in @p folder, numbered where there is one already.
QString freePath(const QString &folder, const QString &base)
{
    QString path = QDir(folder).absoluteFilePath(base + suffix);
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = QDir(folder).absoluteFilePath(QStringLiteral("%1 (%2)%3").arg(base).arg(number).arg(suffix));
    return path;
}

/// What every file system takes as part of a file name.
QString asFileName(QString title)
{
    constexpr qsizetype longest = 60; // characters of up to 3 bytes, of 255 that a name may have
    static const QString forbidden = QStringLiteral("/\\:*?\"<>|");
    for (QChar &character : title)
        if (forbidden.contains(character) || !character.isPrint())
            character = QLatin1Char(' ');
    title = title.simplified().left(longest).trimmed();
    if (!title.isEmpty() && title.back().isHighSurrogate())
        title.chop(1);
    return title;
}

Expected<void> checkHeader(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(ioError(file.errorString(), path));
    QByteArray line = file.readLine(64 * 1024 * 1024);
    if (line.startsWith("\xEF\xBB\xBF"))
        line.remove(0, 3);
    if (const auto header = parseHeader(line, path); !header)
        return std::unexpected(header.error());
    return {};
}

}

struct RunLibrary::Private
{
    RunLibrary *library = nullptr;
    QString folder;
    std::vector<RunEntry> entries;
    QFileSystemWatcher watcher;
    QTimer scanTimer;
    QThread thread;
    FolderReader *reader = nullptr;  // lives in the thread, deleted as it ends
    QHash<QString, QString> trashed; ///< where in the trash the file of this path is
    bool isScanning = false;
    bool isScanWanted = false;

    void scan()
    {
        isScanWanted = isScanning;
        if (std::exchange(isScanning, true))
            return;
        watch();
        QMetaObject::invokeMethod(reader, [this, worker = reader] {
            worker->read([this](FolderState state) {
                QMetaObject::invokeMethod(library,
                                          [this, read = std::move(state)]() mutable { show(std::move(read)); });
            });
        });
    }

    /// A replaced file and a recreated folder have to be watched anew.
    void watch()
    {
        QDir().mkpath(folder);
        QStringList paths {folder};
        const QDir dir(folder);
        for (const QString &name :
             dir.entryList({QLatin1Char('*') + suffix}, QDir::Files, QDir::Time).mid(0, mostWatchedFiles))
            paths.append(dir.absoluteFilePath(name));
        const QStringList watched = watcher.files() + watcher.directories();
        paths.removeIf([&](const QString &path) { return watched.contains(path); });
        if (!paths.isEmpty())
            watcher.addPaths(paths);
    }

    void show(FolderState state)
    {
        entries = std::move(state.entries);
        Q_EMIT library->entriesChanged();
        if (!state.isFinal)
            return;
        isScanning = false;
        if (isScanWanted)
            scanSoon();
        else if (state.isStale)
            scanTimer.start(growingRunAgainAfter);
    }

    /// Not put off by further events: a run that grows all the time is shown all the same.
    void scanSoon()
    {
        if (!scanTimer.isActive() || scanTimer.remainingTimeAsDuration() > coalesceFor)
            scanTimer.start(coalesceFor);
    }

    Expected<void> checkMine(const QString &path) const
    {
        if (isBundled(path))
            return std::unexpected(Error {
                Error::Code::Usage, QStringLiteral("a reference run comes with the program and stays as it is"), {}});
        if (QFileInfo(path).absoluteDir() != QDir(folder))
            return std::unexpected(ioError(QStringLiteral("not in the library's folder %1").arg(folder), path));
        return {};
    }

    Expected<void> edit(const QString &path, const HeaderEdit &change)
    {
        if (const auto mine = checkMine(path); !mine)
            return mine;
        if (const auto edited = editHeader(path, change); !edited)
            return edited;
        const auto entry = std::ranges::find(entries, path, &RunEntry::path);
        if (entry != entries.end()) {
            entry->title = change.title.value_or(entry->title);
            entry->notes = change.notes.value_or(entry->notes);
            for (SeriesSummary &series : entry->series)
                series.runTitle = change.title.value_or(series.runTitle);
        }
        scanSoon();
        Q_EMIT library->entriesChanged();
        return {};
    }
};

RunLibrary::RunLibrary(QString folder, QStringList bundled, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->library = this;
    d->folder = QDir(folder).absolutePath();
    d->scanTimer.setSingleShot(true);
    d->reader = new FolderReader(d->folder, std::move(bundled));
    d->reader->moveToThread(&d->thread);
    connect(&d->thread, &QThread::finished, d->reader, &QObject::deleteLater);
    connect(&d->scanTimer, &QTimer::timeout, this, [this] { d->scan(); });
    connect(&d->watcher, &QFileSystemWatcher::directoryChanged, this, [this] { d->scanSoon(); });
    connect(&d->watcher, &QFileSystemWatcher::fileChanged, this, [this] { d->scanSoon(); });
    d->thread.setObjectName(QStringLiteral("run library"));
    d->thread.start(QThread::LowPriority);
    d->scan();
}

RunLibrary::~RunLibrary()
{
    d->reader->stop();
    d->thread.quit();
    d->thread.wait();
}

QString RunLibrary::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/streamgauge/runs");
}

const QString &RunLibrary::folder() const
{
    return d->folder;
}

std::vector<RunEntry> RunLibrary::entries() const
{
    return d->entries;
}

Expected<QString> RunLibrary::add(const QString &path)
{
    if (d->checkMine(path) && QFileInfo::exists(path))
        return QFileInfo(path).absoluteFilePath();
    if (const auto checked = checkHeader(path); !checked)
        return std::unexpected(checked.error());

    QDir().mkpath(d->folder);
    QString base = QFileInfo(path).fileName();
    base = base.endsWith(suffix) ? base.chopped(suffix.size()) : QFileInfo(path).completeBaseName();
    const QString target = freePath(d->folder, base.isEmpty() ? QStringLiteral("run") : base);
    QFile file(path);
    if (!file.copy(target))
        return std::unexpected(ioError(file.errorString(), target));
    QFile::setPermissions(target, QFile::permissions(target) | QFile::WriteOwner); // so that it can be renamed
    d->scanSoon();
    return target;
}

Expected<void> RunLibrary::rename(const QString &path, const QString &title)
{
    return d->edit(path, {.title = title});
}

Expected<void> RunLibrary::setNotes(const QString &path, const QString &notes)
{
    return d->edit(path, {.notes = notes});
}

Expected<void> RunLibrary::moveToTrash(const QString &path)
{
    if (const auto mine = d->checkMine(path); !mine)
        return mine;
    if (isBeingWritten(path))
        return std::unexpected(ioError(QStringLiteral("this run is still being measured; stop it first"), path));
    // Without this folder Qt 6.4 takes the working directory for the trash.
    QDir().mkpath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation));
    QFile file(path);
    if (!file.moveToTrash())
        return std::unexpected(
            ioError(QStringLiteral("cannot be moved to the trash: %1").arg(file.errorString()), path));
    d->trashed.insert(path, file.fileName());
    std::erase_if(d->entries, [&](const RunEntry &entry) { return entry.path == path; });
    d->scanSoon();
    Q_EMIT entriesChanged();
    return {};
}

Expected<void> RunLibrary::restore(const QString &path)
{
    const QString inTrash = d->trashed.value(path);
    if (inTrash.isEmpty())
        return std::unexpected(ioError(QStringLiteral("it is not known where in the trash this run is"), path));
    if (QFileInfo::exists(path))
        return std::unexpected(ioError(QStringLiteral("another run is in its place; it stays in the trash"), path));
    QFile file(inTrash);
    if (!file.rename(path))
        return std::unexpected(
            ioError(QStringLiteral("cannot be taken from the trash: %1").arg(file.errorString()), path));
    d->trashed.remove(path);
    const QFileInfo trash(inTrash); // Trash/files/NAME is described by Trash/info/NAME.trashinfo
    QFile::remove(QStringLiteral("%1/../info/%2.trashinfo").arg(trash.absolutePath(), trash.fileName()));
    d->scanSoon();
    return {};
}

QString RunLibrary::newPath(const QString &title, const QDateTime &started) const
{
    const QString base = started.toUTC().toString(QStringLiteral("yyyy-MM-ddTHHmmss ")) + asFileName(title);
    return freePath(d->folder, base.trimmed());
}

}

#include "moc_runlibrary.cpp"
