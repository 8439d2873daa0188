// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "runfile/runreader.h"
#include "scriptedserver.h"

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace streamgauge;

namespace {

struct Result
{
    int exitCode = -1;
    QString out;
    QString err;
};

}

/// The program itself, as a user's shell starts it.
class TestRunCommand : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    void prepare(QProcess &process, const QStringList &arguments)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *variable : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
            environment.insert(QLatin1String(variable), m_folder.path());
        process.setProcessEnvironment(environment);
        process.setProgram(QStringLiteral(STREAMGAUGE_BINARY));
        process.setArguments(QStringList {QStringLiteral("run")} + arguments);
    }

    Result finishedResult(QProcess &process)
    {
        // The scripted server lives in this thread: wait in its event loop.
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60000))
            qFatal("streamgauge does not end");
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    Result run(const QStringList &arguments)
    {
        QProcess process;
        prepare(process, arguments);
        process.start();
        return finishedResult(process);
    }

    QString file(const QString &name) { return m_folder.filePath(name); }

    QString writtenSuite(const QByteArray &yaml)
    {
        QFile suite(file(QStringLiteral("suite.yaml")));
        if (!suite.open(QIODevice::WriteOnly) || suite.write(yaml) != yaml.size())
            qFatal("no suite file");
        return suite.fileName();
    }

private Q_SLOTS:
    void aSimulatedRunPrintsItsFileAndItsTable()
    {
        const QString out = file(QStringLiteral("simulated.run.jsonl"));
        const Result result =
            run({QStringLiteral("quick-check"), QStringLiteral("--simulate"), QStringLiteral("gpt-oss-20b"),
                 QStringLiteral("--speed"), QStringLiteral("100"), QStringLiteral("--out"), out});
        QVERIFY2(result.exitCode == AllWell, qPrintable(result.err));
        QCOMPARE(result.out.section(QLatin1Char('\n'), 0, 0), out);
        QVERIFY(result.out.contains(QStringLiteral("GPT-OSS-20B")));
        QVERIFY(result.out.contains(QStringLiteral("simulated")));
        QVERIFY(result.err.contains(QStringLiteral("[1/")));
        QVERIFY(readRun(out)->header.simulated);
    }

    void labelsAndModelsBelongToTheirEndpoint()
    {
        ScriptedServer server;
        server.setScripts(
            {{{streamHead() + contentEvent("a")},
              {contentEvent("b") + finishEvent() + usageEvent(3, 2) + doneEvent(), 2, ServerStep::Then::Close}}});
        const QString suite =
            writtenSuite("suite: T\nwarmup: 0\nrepetitions: 1\ntests:\n  - {name: A, prompt: hi, max_tokens: 4}\n");
        const QString out = file(QStringLiteral("labels.run.jsonl"));
        const QString url = QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort());
        const Result result =
            run({suite, QStringLiteral("--endpoint"), url, QStringLiteral("--endpoint"), url + QStringLiteral("/v1"),
                 QStringLiteral("--label"), QStringLiteral("One"), QStringLiteral("--label"), QStringLiteral("Two"),
                 QStringLiteral("--model"), QStringLiteral("scripted"), QStringLiteral("--out"), out});
        QVERIFY2(result.exitCode == AllWell, qPrintable(result.err));
        const auto saved = readRun(out);
        QCOMPARE(saved->header.endpoints.size(), 2U);
        QCOMPARE(saved->header.endpoints[0].label, QStringLiteral("One"));
        QCOMPARE(saved->header.endpoints[1].label, QStringLiteral("Two"));
        QCOMPARE(saved->header.endpoints[1].model, QStringLiteral("scripted"));
        QCOMPARE(saved->header.endpoints[0].url, saved->header.endpoints[1].url);
    }

    void aFailedRequestIsExitStatusOne()
    {
        ScriptedServer server;
        server.setScripts({{{jsonAnswer(500, R"({"error":{"message":"out of memory"}})")}}});
        const QString suite =
            writtenSuite("suite: T\nwarmup: 0\nrepetitions: 1\ntests:\n  - {name: A, prompt: hi, max_tokens: 4}\n");
        const Result result = run({suite, QStringLiteral("--endpoint"), server.baseUrl(), QStringLiteral("--out"),
                                   file(QStringLiteral("failed.run.jsonl"))});
        QCOMPARE(result.exitCode, NotMet);
        QVERIFY2(result.err.contains(QStringLiteral("out of memory")), qPrintable(result.err));
    }

    void anEndpointThatCannotBeReachedIsSaidBeforeTheRun()
    {
        quint16 port = 0;
        {
            ScriptedServer gone;
            port = gone.serverPort();
        }
        const QString out = file(QStringLiteral("never.run.jsonl"));
        const Result result = run({QStringLiteral("--endpoint"), QStringLiteral("http://127.0.0.1:%1").arg(port),
                                   QStringLiteral("--out"), out});
        QCOMPARE(result.exitCode, NothingReached);
        QVERIFY(result.err.contains(QString::number(port)));
        QVERIFY(!QFile::exists(out));
    }

    void wrongUsageIsExitStatusTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");

        QTest::newRow("no such suite") << QStringList {QStringLiteral("nothing-here"), QStringLiteral("--simulate"),
                                                       QStringLiteral("llama-70b")}
                                       << "nothing-here";
        QTest::newRow("no such profile") << QStringList {QStringLiteral("--simulate"), QStringLiteral("gpt-9")}
                                         << "gpt-9";
        QTest::newRow("nothing to run on") << QStringList {} << "--endpoint";
        QTest::newRow("a URL without a scheme")
            << QStringList {QStringLiteral("--endpoint"), QStringLiteral("localhost:8000")} << "http://";
        QTest::newRow("a label too many") << QStringList {QStringLiteral("--label"), QStringLiteral("A"),
                                                          QStringLiteral("--simulate"), QStringLiteral("llama-70b")}
                                          << "--label";
        QTest::newRow("a rate and a concurrency") << QStringList {QStringLiteral("--rate"), QStringLiteral("2"),
                                                                  QStringLiteral("--concurrency"), QStringLiteral("2")}
                                                  << "--concurrency";
        QTest::newRow("zero repetitions")
            << QStringList {QStringLiteral("--repetitions"), QStringLiteral("0")} << "--repetitions";
    }

    void wrongUsageIsExitStatusTwo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, message);
        const Result result = run(arguments);
        QCOMPARE(result.exitCode, WrongUsage);
        QVERIFY2(result.err.contains(message), qPrintable(result.err));
    }

    void anExistingFileIsNotOverwritten()
    {
        const QString out = file(QStringLiteral("mine.run.jsonl"));
        QFile existing(out);
        QVERIFY(existing.open(QIODevice::WriteOnly));
        existing.write("precious");
        existing.close();
        const Result result =
            run({QStringLiteral("--simulate"), QStringLiteral("llama-70b"), QStringLiteral("--out"), out});
        QCOMPARE(result.exitCode, WrongUsage);
        QVERIFY(result.err.contains(out));
        QVERIFY(existing.open(QIODevice::ReadOnly));
        QCOMPARE(existing.readAll(), QByteArray("precious"));
    }

    void controlCSavesAndSaysWhere()
    {
        ScriptedServer server;
        server.setScripts({{{streamHead() + contentEvent("a")}}}); // and then nothing
        const QString suite =
            writtenSuite("suite: T\nwarmup: 0\nrepetitions: 3\ntests:\n  - {name: A, prompt: hi, max_tokens: 4}\n");
        const QString out = file(QStringLiteral("cancelled.run.jsonl"));
        QProcess process;
        prepare(process, {suite, QStringLiteral("--endpoint"), server.baseUrl(), QStringLiteral("--out"), out});
        process.start();
        QVERIFY(QTest::qWaitFor([&] { return !server.requestBodies.isEmpty(); }, 30000));
        kill(static_cast<pid_t>(process.processId()), SIGINT);
        const Result result = finishedResult(process);
        QCOMPARE(result.exitCode, CancelledByUser);
        QVERIFY2(result.err.contains(out), qPrintable(result.err));
        const auto saved = readRun(out);
        QVERIFY(saved->end->outcome == Outcome::Cancelled);
        QCOMPARE(saved->requests.size(), 1U);
        QCOMPARE(saved->requests[0].error->kind, QStringLiteral("cancelled"));
    }
};

QTEST_GUILESS_MAIN(TestRunCommand)

#include "tst_runcommand.moc"
