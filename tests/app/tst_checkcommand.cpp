// SPDX-License-Identifier: Apache-2.0
#include "capture.h"
#include "commands.h"
#include "referenceruns.h"
#include "runfile/runlibrary.h"
#include "runfiles.h"
#include "runrecords.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace streamgauge;

class TestCheckCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QDir(RunLibrary::defaultFolder()).removeRecursively();
    }

    void cleanupTestCase() { QDir(RunLibrary::defaultFolder()).removeRecursively(); }

    void aRunWithoutBlemishPasses()
    {
        const Printed printed = check({save(cleanRun())});
        QCOMPARE(printed.status, int(AllWell));
        QCOMPARE(printed.out, QStringLiteral("Mistral-24B: no check warns.\n"));
        QCOMPARE(printed.err, QString());
    }

    void failedRequestsFail()
    {
        Run run = cleanRun();
        failLastRequest(run, 0);
        const Printed printed = check({save(run)});
        QCOMPARE(printed.status, int(NotMet));
        QVERIFY2(printed.out.startsWith(QStringLiteral("error    failures")), qPrintable(printed.out));
        QVERIFY(printed.out.contains(QStringLiteral("1 of 13 requests failed (1 truncated)")));
        QVERIFY(printed.out.endsWith(QStringLiteral("Mistral-24B: 1 check failed: failures.\n")));
    }

    void warningsFailOnlyWhereAskedFor()
    {
        const QString path = save(cleanRun(2));
        QCOMPARE(check({path}).status, int(AllWell));
        const Printed strict = check({path}, true);
        QCOMPARE(strict.status, int(NotMet));
        QVERIFY(strict.out.contains(QStringLiteral("1 check warns: too-few-repetitions")));
    }

    void theReferenceFails()
    {
        const Printed printed = check({save(referenceRun(QStringLiteral("Llama-70B")))});
        QCOMPARE(printed.status, int(NotMet));
        for (const char *id :
             {"token-evidence", "cold-start", "prefix-cache", "truncated-output", "too-few-repetitions", "roofline"})
            QVERIFY2(printed.out.contains(QLatin1String(id)), id);
    }

    void severalRunsAreComparedToo()
    {
        Run other = cleanRun();
        other.header.suite.tests.front().maxTokens = 400;
        const Printed printed = check({save(cleanRun()), save(other)});
        QVERIFY(printed.out.contains(QStringLiteral("mixed-settings")));
    }

    void anUnreadableFileIsNamed()
    {
        const Printed printed = check({m_folder.filePath(QStringLiteral("none.run.jsonl")), save(cleanRun())});
        QCOMPARE(printed.status, int(WrongUsage));
        QVERIFY(printed.err.contains(QStringLiteral("none.run.jsonl")));
        QCOMPARE(printed.out, QString());
    }

    void withoutArgumentsTheNewestSavedRunIsChecked()
    {
        const Printed none = check({});
        QCOMPARE(none.status, int(WrongUsage));
        QVERIFY(none.err.contains(QStringLiteral("no saved run")));
        const QDir folder(RunLibrary::defaultFolder());
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        QVERIFY(writeRunFile(folder.filePath(QStringLiteral("2026-11-24T030000 New.run.jsonl")), cleanRun()));
        QVERIFY(writeRunFile(folder.filePath(QStringLiteral("2026-11-23T030000 Old.run.jsonl")), cleanRun(2)));
        const Printed newest = check({});
        QCOMPARE(newest.status, int(AllWell));
        QVERIFY(newest.err.contains(QStringLiteral("2026-11-24T030000 New.run.jsonl")));
        QCOMPARE(newest.out, QStringLiteral("Mistral-24B: no check warns.\n"));
    }

private:
    QString save(const Run &run)
    {
        const QString path = m_folder.filePath(QStringLiteral("%1.run.jsonl").arg(++m_saved));
        return writeRunFile(path, run) ? path : QString();
    }

    Printed check(const QStringList &runs, bool strict = false)
    {
        return printedBy(m_folder, [&] { return checkCommand({.runs = runs, .strict = strict}); });
    }

    QTemporaryDir m_folder;
    int m_saved = 0;
};

QTEST_GUILESS_MAIN(TestCheckCommand)

#include "tst_checkcommand.moc"
