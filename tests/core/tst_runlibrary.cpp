// SPDX-License-Identifier: Apache-2.0
#include "eventually.h"
#include "referenceruns.h"
#include "runfile/runlibrary.h"
#include "runfile/runreader.h"
#include "runfile/runwriter.h"
#include "runrecords.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace streamgauge;

namespace {

void save(const Run &run, const QString &path)
{
    auto writer = RunWriter::create(path, run.header);
    QVERIFY(writer);
    for (const RequestRecord &record : run.requests)
        (*writer)->push(record);
    QVERIFY((*writer)->finish(*run.end));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool hasEntries(const RunLibrary &library, std::size_t count)
{
    return eventually([&] { return library.entries().size() == count; });
}

}

class TestRunLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true); // the trash is there too
        QVERIFY(QDir().mkpath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)));
    }

    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder = m_temporary->filePath(QStringLiteral("runs"));
    }

    void runsOfTheFolderAreListedNewestFirst()
    {
        Run older = referenceRun(QStringLiteral("Llama-70B"));
        Run newer = referenceRun(QStringLiteral("Mistral-24B"));
        newer.header.started = older.header.started.addDays(1);
        newer.header.notes = QStringLiteral("warm room");
        save(older, inFolder("a.run.jsonl"));
        save(newer, inFolder("b.run.jsonl"));

        const RunLibrary library(m_folder);
        QVERIFY(hasEntries(library, 2));
        const RunEntry first = library.entries()[0];
        QCOMPARE(first.title, QStringLiteral("Reference Mistral-24B"));
        QCOMPARE(first.notes, QStringLiteral("warm room"));
        QCOMPARE(first.suite, QStringLiteral("Speed test"));
        QCOMPARE(first.started, newer.header.started);
        QVERIFY(first.complete);
        QCOMPARE(first.series.at(0).label, QStringLiteral("Mistral-24B"));
        QCOMPARE(first.series.at(0).mode, QStringLiteral("dual"));
        QVERIFY(first.series.at(0).overall.contains(Metric::Tps));
    }

    void signalsComeOnTheOwnersThread()
    {
        RunLibrary library(m_folder);
        QThread *thread = nullptr;
        connect(&library, &RunLibrary::entriesChanged, [&] { thread = QThread::currentThread(); });
        QVERIFY(eventually([&] { return thread != nullptr; }));
        QCOMPARE(thread, QThread::currentThread());
    }

    void filesThatComeAndGoAreFollowed()
    {
        const RunLibrary library(m_folder);
        QVERIFY(eventually([&] { return QDir(m_folder).exists(); }));
        save(referenceRun(QStringLiteral("Llama-70B")), inFolder("a.run.jsonl"));
        QVERIFY(hasEntries(library, 1));
        QVERIFY(QFile::remove(inFolder("a.run.jsonl")));
        QVERIFY(hasEntries(library, 0));
    }

    void runThatGrowsIsFollowedWithoutBeingReadForEveryLine()
    {
        RunLibrary library(m_folder);
        QSignalSpy changes(&library, &RunLibrary::entriesChanged);
        auto writer = RunWriter::create(inFolder("a.run.jsonl"), testHeader());
        QVERIFY(writer);
        QVERIFY(hasEntries(library, 1));
        QVERIFY(!library.entries()[0].complete);
        changes.clear();
        for (int i = 0; i < 500; ++i) {
            (*writer)->push(testRecord(0, 0, i, Phase::Measured));
            QCoreApplication::processEvents();
        }
        QVERIFY((*writer)->finish({}));
        QVERIFY(eventually([&] { return library.entries()[0].complete; }));
        QCOMPARE(library.entries()[0].series.at(0).completed, 500);
        QVERIFY2(changes.size() < 50, qPrintable(QString::number(changes.size())));
    }

    void unreadableFileIsListedWithItsProblem()
    {
        QVERIFY(QDir().mkpath(m_folder));
        QFile file(inFolder("bad.run.jsonl"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hello\n") > 0);
        file.close();
        const RunLibrary library(m_folder);
        QVERIFY(hasEntries(library, 1));
        QVERIFY(library.entries()[0].problem.contains(QLatin1String("not a run file")));
    }

    void addedFileIsCopiedAndNeverOverwritesAnother()
    {
        RunLibrary library(m_folder);
        const QString outside = m_temporary->filePath(QStringLiteral("mine.run.jsonl"));
        save(referenceRun(QStringLiteral("Llama-70B")), outside);
        QVERIFY(QFile::setPermissions(outside, QFile::ReadOwner));

        const auto first = library.add(outside);
        const auto second = library.add(outside);
        QVERIFY(first && second);
        QCOMPARE(*first, inFolder("mine.run.jsonl"));
        QCOMPARE(*second, inFolder("mine (2).run.jsonl"));
        QCOMPARE(contentOf(*second), contentOf(outside));
        QVERIFY(hasEntries(library, 2));
        QVERIFY(library.rename(*first, QStringLiteral("Copied")));
        QCOMPARE(*library.add(*first), *first);
    }

    void whatIsNoRunFileIsNotAdded()
    {
        RunLibrary library(m_folder);
        const QString path = m_temporary->filePath(QStringLiteral("picture.png"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("\x89PNG") > 0);
        file.close();
        const auto added = library.add(path);
        QVERIFY(!added);
        QVERIFY(added.error().toString().contains(QLatin1String("not a run file")));
        QVERIFY(!library.add(m_temporary->filePath(QStringLiteral("missing"))));
        QCOMPARE(QDir(m_folder).entryList(QDir::Files), QStringList());
    }

    void titleAndNotesAreChangedAtOnceAndInTheFile()
    {
        const QString path = inFolder("a.run.jsonl");
        save(referenceRun(QStringLiteral("Llama-70B")), path);
        RunLibrary library(m_folder);
        QVERIFY(hasEntries(library, 1));
        QVERIFY(library.rename(path, QStringLiteral("Better")));
        QVERIFY(library.setNotes(path, QStringLiteral("Two\nlines")));
        QCOMPARE(library.entries()[0].title, QStringLiteral("Better"));
        const auto run = readRun(path);
        QVERIFY(run);
        QCOMPARE(run->header.title, QStringLiteral("Better"));
        QCOMPARE(run->header.notes, QStringLiteral("Two\nlines"));
        QCOMPARE(run->requests.size(), 15u);
    }

    void trashedRunLeavesTheFolder()
    {
        const QString path = inFolder("a.run.jsonl");
        save(referenceRun(QStringLiteral("Llama-70B")), path);
        RunLibrary library(m_folder);
        QVERIFY(hasEntries(library, 1));
        const auto trashed = library.moveToTrash(path);
        QVERIFY2(trashed, trashed ? "" : qPrintable(trashed.error().toString()));
        QVERIFY(!QFile::exists(path));
        QVERIFY(library.entries().empty());
    }

    void trashedRunIsBroughtBackAsItWas()
    {
        const QTemporaryDir data(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
                                 + QStringLiteral("/XXXXXX"));
        const QString path = data.filePath(QStringLiteral("back.run.jsonl"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("as it was");
        file.close();
        RunLibrary library(data.path());
        QVERIFY(!library.restore(path));
        QVERIFY(library.moveToTrash(path));
        QVERIFY(!QFile::exists(path));
        const auto restored = library.restore(path);
        QVERIFY2(restored, restored ? "" : qPrintable(restored.error().toString()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("as it was"));
        QVERIFY(!library.restore(path));
    }

    void runBeingMeasuredIsNeitherRenamedNorTrashed()
    {
        const QString path = inFolder("a.run.jsonl");
        auto writer = RunWriter::create(path, testHeader());
        RunLibrary library(m_folder);
        QVERIFY(!library.rename(path, QStringLiteral("x")));
        QVERIFY(!library.moveToTrash(path));
        QVERIFY(QFile::exists(path));
    }

    void filesOutsideAreLeftAlone()
    {
        const QString outside = m_temporary->filePath(QStringLiteral("mine.run.jsonl"));
        save(referenceRun(QStringLiteral("Llama-70B")), outside);
        RunLibrary library(m_folder);
        QVERIFY(!library.moveToTrash(outside));
        QVERIFY(!library.rename(outside, QStringLiteral("x")));
        QVERIFY(QFile::exists(outside));
    }

    void newPathIsAFreeOne_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << QStringLiteral("Speed test")
                               << QStringLiteral("2026-11-24T030000 Speed test.run.jsonl");
        QTest::newRow("no way out of the folder")
            << QStringLiteral("../../etc/x: \"y\"") << QStringLiteral("2026-11-24T030000 .. .. etc x y.run.jsonl");
        QTest::newRow("nothing") << QString() << QStringLiteral("2026-11-24T030000.run.jsonl");
        QTest::newRow("much") << QString(300, QLatin1Char('a'))
                              << QStringLiteral("2026-11-24T030000 %1.run.jsonl").arg(QString(60, QLatin1Char('a')));
    }

    void newPathIsAFreeOne()
    {
        QFETCH(QString, title);
        QFETCH(QString, name);
        const RunLibrary library(m_folder);
        const QDateTime started(QDate(2026, 11, 24), QTime(3, 0), Qt::UTC);
        const QString path = library.newPath(title, started);
        QCOMPARE(path, QDir(m_folder).filePath(name));
        save(referenceRun(QStringLiteral("Llama-70B")), path);
        QCOMPARE(library.newPath(title, started), path.chopped(10) + QStringLiteral(" (2).run.jsonl"));
    }

    void defaultFolderIsInTheUsersData()
    {
        QVERIFY(RunLibrary::defaultFolder().endsWith(QLatin1String("/streamgauge/runs")));
    }

private:
    QString inFolder(const char *name) const { return QDir(m_folder).absoluteFilePath(QString::fromUtf8(name)); }

    std::unique_ptr<QTemporaryDir> m_temporary;
    QString m_folder;
};

QTEST_GUILESS_MAIN(TestRunLibrary)

#include "tst_runlibrary.moc"
