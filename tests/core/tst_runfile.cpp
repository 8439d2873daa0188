// SPDX-License-Identifier: Apache-2.0
#include "runfile/headeredit.h"
#include "runfile/runreader.h"
#include "runfile/runwriter.h"
#include "runrecords.h"

#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>
#include <thread>

using namespace streamgauge;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void store(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

/// Header, two requests, one sample, end.
QByteArray smallRun()
{
    Run run;
    run.header = testHeader();
    run.requests = {testRecord(0, 0, 0, Phase::Cold), failedRecord(1, 1, 2)};
    QByteArray content = headerLine(run.header) + '\n';
    for (const RequestRecord &record : run.requests)
        content += requestLine(record) + '\n';
    content += sampleLine({.endpoint = 1,
                           .source = QStringLiteral("gpu"),
                           .at = 5ms,
                           .values = {{QStringLiteral("power_w"), 123.25}}})
        + '\n';
    return content + endLine({.at = 9s, .outcome = Outcome::Completed}, &run) + '\n';
}

RequestRecord randomRecord(QRandomGenerator &random)
{
    const auto time = [&]() -> RunTime { return microseconds(random.bounded(1'000'000'000)); };
    RequestRecord record;
    record.endpoint = random.bounded(2);
    record.test = random.bounded(2);
    record.repetition = random.bounded(1000);
    record.phase = static_cast<Phase>(random.bounded(3));
    record.scheduled = time();
    record.sent = record.scheduled + time();
    if (random.bounded(2))
        record.connect = time();
    if (random.bounded(2))
        record.roundTrip = time();
    if (random.bounded(4)) {
        record.headers = *record.sent + time();
        record.firstFrame = record.headers;
        record.firstToken = *record.sent + time();
        record.lastToken = *record.firstToken + time();
        record.end = *record.lastToken + time();
    }
    if (random.bounded(2)) {
        record.promptTokens = random.bounded(5000);
        record.cachedTokens = random.bounded(*record.promptTokens + 1);
    }
    record.evidence = static_cast<TokenEvidence>(random.bounded(7));
    for (int i = random.bounded(20); i > 0; --i)
        record.chunkGaps_us.push_back(random.generate());
    record.chunks = record.chunkGaps_us.empty() ? random.bounded(2) : int(record.chunkGaps_us.size()) + 1;
    for (int i = random.bounded(30); i > 0; --i)
        record.text += QChar(random.bounded(1, 0xd800));
    record.reasoning = record.text.chopped(record.text.size() / 2);
    if (!record.end)
        record.error = RequestError {.kind = QStringLiteral("connection-lost"), .message = record.text, .body = {}};
    return record;
}

}

class TestRunFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("new/folder/a.run.jsonl"));
        QRandomGenerator random(7);
        std::vector<RequestRecord> records;
        for (int i = 0; i < 500; ++i)
            records.push_back(randomRecord(random));

        auto writer = RunWriter::create(path, testHeader());
        QVERIFY(writer);
        for (const RequestRecord &record : records)
            (*writer)->push(record);
        (*writer)->push(Sample {.endpoint = 0,
                                .source = QStringLiteral("metrics"),
                                .at = 3us,
                                .values = {{QStringLiteral("a:b\"c"), 0.1}, {QStringLiteral("nan"), qQNaN()}}});
        (*writer)->push(Remark {.endpoint = 1, .at = 4us, .message = QStringLiteral("asked \"twice\"")});
        QVERIFY((*writer)->finish({.at = 7s, .outcome = Outcome::Cancelled}));

        const auto run = readRun(path);
        QVERIFY(run);
        QCOMPARE(run->remarks, QStringList());
        QCOMPARE(run->clientRemarks.size(), 1u);
        QCOMPARE(run->clientRemarks[0].endpoint, 1);
        QCOMPARE(run->clientRemarks[0].at, RunTime(4us));
        QCOMPARE(run->clientRemarks[0].message, QStringLiteral("asked \"twice\""));
        QCOMPARE(headerLine(run->header), headerLine(testHeader()));
        QCOMPARE(run->requests.size(), records.size());
        for (std::size_t i = 0; i < records.size(); ++i)
            QCOMPARE(requestLine(run->requests[i]), requestLine(records[i]));
        QCOMPARE(run->samples.size(), 1u);
        QCOMPARE(run->samples[0].values, (std::map<QString, double> {{QStringLiteral("a:b\"c"), 0.1}}));
        QCOMPARE(run->end->at, RunTime(7s));
        QCOMPARE(run->end->outcome, Outcome::Cancelled);
    }

    void absentStaysAbsent()
    {
        RequestRecord record;
        record.sent = 5us;
        const auto run = parseRun(headerLine(testHeader()) + '\n' + requestLine(record), {});
        QVERIFY(run);
        const RequestRecord &read = run->requests.at(0);
        QVERIFY(read.sent == RunTime(5us));
        QVERIFY(!read.connect && !read.roundTrip && !read.headers && !read.firstFrame && !read.firstToken
                && !read.firstAnswerToken);
        QVERIFY(!read.lastToken && !read.end && !read.promptTokens && !read.cachedTokens && !read.outputTokens);
        QVERIFY(!read.reasoningTokens && !read.error);
        QVERIFY(!requestLine(record).contains("null"));
    }

    void headerRestoresSuiteAndEndpoints()
    {
        const RunHeader header = testHeader();
        const auto run = parseRun(headerLine(header), {});
        QVERIFY(run);
        const RunHeader &read = run->header;
        QCOMPARE(read.started, header.started);
        QCOMPARE(read.suite.yaml, header.suite.yaml);
        QCOMPARE(read.suite.tests.at(1).messages.at(0).content, header.suite.tests.at(1).messages.at(0).content);
        QCOMPARE(std::get<OpenLoop>(read.suite.tests.at(1).settings.load).rates, std::vector<double> {2.5});
        QCOMPARE(*read.suite.tests.at(0).settings.slo.ttft, nanoseconds(300ms));
        QCOMPARE(*read.suite.expectations.at(0).atMost, 15.0);
        QVERIFY(read.endpoints.at(1) == header.endpoints.at(1));
        QVERIFY(read.order == header.order);
        QCOMPARE(read.stages.at(1).concurrency, header.stages.at(1).concurrency);
        QCOMPARE(read.engines.at(0), header.engines.at(0));
    }

    void fileCutAtAnyByteOpens()
    {
        const QByteArray content = smallRun();
        const qsizetype headerSize = content.indexOf('\n');
        for (qsizetype size = 0; size < content.size(); ++size) {
            const auto run = parseRun(QByteArrayView(content).first(size), QStringLiteral("cut"));
            QCOMPARE(run.has_value(), size >= headerSize);
            if (!run)
                continue;
            const auto lines = content.first(size).count('\n');
            const bool isWhole = size == content.size() - 1; // but for its last newline
            QCOMPARE(run->remarks.isEmpty(), isWhole);
            QCOMPARE(run->end.has_value(), isWhole);
            QVERIFY(qsizetype(run->requests.size()) >= std::min<qsizetype>(2, lines - 1));
        }
    }

    void cutFileOnDiskOpens()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("cut.run.jsonl"));
        const QByteArray content = smallRun();
        store(path, content.chopped(10));
        const auto run = readRun(path);
        QVERIFY(run);
        QCOMPARE(run->requests.size(), 2u);
        QCOMPARE(run->remarks.size(), 2);
        QVERIFY2(run->remarks.at(1).contains(QLatin1String("cut off after request 2")), qPrintable(run->remarks.at(1)));
    }

    void badLineIsSkippedWithARemark_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const auto row = [](const char *name, const char *from, const char *to) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to);
        };
        row("negative endpoint", "\"endpoint\":0,", "\"endpoint\":-1,");
        row("endpoint the run does not have", "\"endpoint\":0,", "\"endpoint\":2,");
        row("endpoint beyond 32 bits", "\"endpoint\":0,", "\"endpoint\":4294967296,");
        row("endpoint beyond 64 bits", "\"endpoint\":0,", "\"endpoint\":18446744073709551615,");
        row("no endpoint", "\"endpoint\":0,", "");
        row("test as text", "\"test\":0,", "\"test\":\"0\",");
        row("test the suite does not have", "\"test\":0,", "\"test\":99,");
        row("stage the run does not have", "\"stage\":0,", "\"stage\":77,");
        row("unknown phase", "\"phase\":\"cold\"", "\"phase\":\"hot\"");
        row("a time of 1e300", "\"sent_us\":1000", "\"sent_us\":1e300");
        row("a time with a fraction", "\"sent_us\":1000", "\"sent_us\":1000.5");
        row("a negative time", "\"sent_us\":1000", "\"sent_us\":-1000");
        row("an end before the beginning", "\"end_us\":411000", "\"end_us\":999");
        row("more chunks than gaps", "\"chunks\":4", "\"chunks\":400000000");
        row("a negative gap", "[100000,", "[-100000,");
        row("a gap beyond 32 bits", "[100000,", "[4294967296,");
        row("gaps that are no list", "\"chunk_gaps_us\":[100000,110000,100000]", "\"chunk_gaps_us\":{}");
        row("tokens as a list", "\"output_tokens\":4", "\"output_tokens\":[4]");
        row("no JSON", "{\"kind\":\"request\",\"endpoint\":0", "{\"kind\":\"request\",\"endpoint\":0]");
        row("not an object", "{\"kind\":\"request\",\"endpoint\":0", "[{\"kind\":\"request\",\"endpoint\":0");
        row("invalid UTF-8", "\"text\":\"", "\"text\":\"\xff");
    }

    void badLineIsSkippedWithARemark()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QByteArrayList lines = smallRun().split('\n');
        QVERIFY2(lines[1].contains(from), lines[1].constData());
        lines[1].replace(from, to);
        const auto run = parseRun(lines.join('\n'), {});
        QVERIFY(run);
        QCOMPARE(run->requests.size(), 1u);
        QCOMPARE(run->remarks.size(), 1);
        QVERIFY2(run->remarks.at(0).startsWith(QLatin1String("line 2 ")), qPrintable(run->remarks.at(0)));
    }

    void unknownFieldsAndKindsAreIgnored()
    {
        QByteArray content = smallRun();
        content.replace("{\"kind\":", "{\"future\":{\"a\":[1,2]},\"kind\":");
        content.replace("{\"future\":{\"a\":[1,2]},\"kind\":\"end\"",
                        "{\"kind\":\"novelty\",\"x\":1}\n{\"kind\":\"end\"");
        const auto run = parseRun(content, {});
        QVERIFY(run);
        QCOMPARE(run->remarks, QStringList());
        QCOMPARE(run->requests.size(), 2u);
    }

    void byteOrderMarkAndWindowsLineEndsAreAccepted()
    {
        QByteArray content = smallRun();
        content.replace("\n", "\r\n");
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("windows.run.jsonl"));
        store(path, "\xEF\xBB\xBF" + content);
        for (const auto &run : {readRun(path), parseRun("\xEF\xBB\xBF" + content, {})}) {
            QVERIFY(run);
            QCOMPARE(run->remarks, QStringList());
            QCOMPARE(run->requests.size(), 2u);
        }
    }

    void whatIsNoRunFileIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("message");
        QTest::newRow("nothing") << QByteArray() << QStringLiteral("empty");
        QTest::newRow("text") << QByteArray("hello\nworld\n") << QStringLiteral("not a run file");
        QTest::newRow("other JSON lines") << QByteArray("{\"kind\":\"request\"}\n") << QStringLiteral("not a run file");
        QTest::newRow("newer version") << QByteArray("{\"kind\":\"run\",\"version\":2}")
                                       << QStringLiteral("newer streamgauge");
        QTest::newRow("no version") << QByteArray("{\"kind\":\"run\"}") << QStringLiteral("no version");
        QTest::newRow("absurd version") << QByteArray("{\"kind\":\"run\",\"version\":1e300}")
                                        << QStringLiteral("no version");
        QTest::newRow("nested too deeply") << QByteArray(100000, '[') << QStringLiteral("not a run file");
    }

    void whatIsNoRunFileIsRefused()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, message);
        const auto run = parseRun(content, QStringLiteral("x.run.jsonl"));
        QVERIFY(!run);
        QVERIFY2(run.error().toString().contains(message), qPrintable(run.error().toString()));
        QCOMPARE(run.error().source, QStringLiteral("x.run.jsonl"));
    }

    void lineOfAHundredMegabytesIsSkipped()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("long.run.jsonl"));
        QByteArrayList lines = smallRun().split('\n');
        lines.insert(2, QByteArray(100'000'000, 'x'));
        store(path, lines.join('\n'));
        const auto run = readRun(path);
        QVERIFY(run);
        QCOMPARE(run->requests.size(), 2u);
        QCOMPARE(run->remarks, QStringList {QStringLiteral("line 3 skipped: is longer than 64 MiB")});
    }

    void randomDamageNeverCrashes()
    {
        QRandomGenerator random(1);
        const QByteArray original = smallRun();
        for (int round = 0; round < 3000; ++round) {
            QByteArray content = original;
            for (int i = random.bounded(1, 8); i > 0; --i) {
                const int at = random.bounded(int(content.size()));
                switch (random.bounded(3)) {
                case 0:
                    content[at] = char(random.bounded(256));
                    break;
                case 1:
                    content.remove(at, random.bounded(1, 50));
                    break;
                default:
                    content.insert(at, content.mid(random.bounded(int(content.size())), random.bounded(1, 50)));
                }
                if (content.isEmpty())
                    break;
            }
            const auto run = parseRun(content, {});
            if (!run)
                continue;
            for (const RequestRecord &record : run->requests) {
                QVERIFY(std::size_t(record.endpoint) < run->header.endpoints.size());
                QVERIFY(std::size_t(record.test) < run->header.suite.tests.size());
                QVERIFY(timeToFirstToken(record).value_or(0ns) >= 0ns);
            }
        }
    }

    void secretsAreNeverWritten()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("secret.run.jsonl"));
        RunHeader header = testHeader();
        Endpoint &endpoint = header.endpoints[0];
        endpoint.url = QStringLiteral("https://anna:PLANTED1@host:8000/v1?api_key=PLANTED2&x=kept1");
        endpoint.headers = {{QStringLiteral("Authorization"), QStringLiteral("Bearer PLANTED3")},
                            {QStringLiteral("X-Api-Key"), QStringLiteral("PLANTED4")},
                            {QStringLiteral("Cookie"), QStringLiteral("s=PLANTED5")},
                            {QStringLiteral("X-Team"), QStringLiteral("kept2")}};
        endpoint.body = {{QStringLiteral("api_key"), QStringLiteral("PLANTED6")},
                         {QStringLiteral("max_tokens"), 77777},
                         {QStringLiteral("nested"),
                          QJsonArray {QJsonObject {{QStringLiteral("hfToken"), QStringLiteral("PLANTED7")}}}}};
        endpoint.deployment.flags =
            QStringLiteral("--max-num-batched-tokens 8192 --api-key PLANTED8 --hf-token=PLANTED9");
        header.engines[0] = {{QStringLiteral("password"), QStringLiteral("PLANTED10")}};
        header.host = {{QStringLiteral("token"), QStringLiteral("PLANTED11")}};

        auto writer = RunWriter::create(path, header, {QStringLiteral("PLANTED12")});
        QVERIFY(writer);
        RequestRecord record = failedRecord(0, 0, 0);
        record.error->message = QStringLiteral("Incorrect API key PLANTED12 provided");
        record.error->body = QStringLiteral("{\"key\":\"PLANTED12\", \"sent\":\"Bearer PLANTED3\"}");
        (*writer)->push(record);
        QVERIFY((*writer)->finish({}));

        const QByteArray content = contentOf(path);
        QVERIFY2(!content.contains("PLANTED"), content.mid(content.indexOf("PLANTED") - 60, 80).constData());
        for (const char *kept : {"kept1", "kept2", "77777", "8192", "(hidden)"})
            QVERIFY2(content.contains(kept), kept);
    }

    void existingFileIsNotOverwritten()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("mine.run.jsonl"));
        store(path, "mine");
        const auto writer = RunWriter::create(path, testHeader());
        QVERIFY(!writer);
        QCOMPARE(writer.error().source, path);
        QCOMPARE(contentOf(path), QByteArray("mine"));
    }

    void writerDestroyedWithoutFinishKeepsEveryRequest()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.run.jsonl"));
        {
            auto writer = RunWriter::create(path, testHeader());
            for (int i = 0; i < 50; ++i)
                (*writer)->push(testRecord(0, 0, i, Phase::Measured));
        }
        const auto run = readRun(path);
        QVERIFY(run);
        QCOMPARE(run->requests.size(), 50u);
        QVERIFY(!run->end);
    }

    void everyThreadMayPush()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.run.jsonl"));
        auto writer = RunWriter::create(path, testHeader());
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&, i] {
                for (int n = 0; n < 250; ++n)
                    (*writer)->push(testRecord(i % 2, 0, n, Phase::Measured));
            });
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY((*writer)->finish({}));
        QCOMPARE(readRun(path)->requests.size(), 1000u);
        QVERIFY(contentOf(path).contains("\"measured\":1000"));
    }

    void fullDiskIsSaidAndWhatFitsIsKept()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.run.jsonl"));
        auto writer = RunWriter::create(path, testHeader());
        QVERIFY(writer);

        rlimit before {};
        getrlimit(RLIMIT_FSIZE, &before);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small {.rlim_cur = 64 * 1024, .rlim_max = before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        for (int i = 0; i < 1000; ++i)
            (*writer)->push(testRecord(0, 0, i, Phase::Measured));
        const auto finished = (*writer)->finish({});
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);

        QVERIFY(!finished);
        QCOMPARE(finished.error().source, path);
        QVERIFY(finished.error().message.contains(QLatin1String("could not be written")));
        const auto run = readRun(path);
        QVERIFY(run);
        QVERIFY(run->requests.size() > 50 && run->requests.size() < 1000);
        QVERIFY(contentOf(path).endsWith("}\n"));
    }

    void newTitleChangesOnlyTheHeader()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.run.jsonl"));
        QByteArray content = smallRun();
        content.replace("{\"kind\":\"run\",", "{\"kind\":\"run\",\"future\":[1.5,{\"a\":null}],");
        content.chop(7); // a cut file can be renamed too
        store(path, content);
        QVERIFY(editHeader(path, {.title = QStringLiteral("Neuer „Titel“"), .notes = QStringLiteral("a\nb")}));

        const QByteArray changed = contentOf(path);
        QCOMPARE(changed.mid(changed.indexOf('\n')), content.mid(content.indexOf('\n')));
        QVERIFY(changed.startsWith("{\"kind\":\"run\",\"future\":[1.5,{\"a\":null}],"));
        const auto run = readRun(path);
        QVERIFY(run);
        QCOMPARE(run->header.title, QStringLiteral("Neuer „Titel“"));
        QCOMPARE(run->header.notes, QStringLiteral("a\nb"));
        QCOMPARE(run->header.tags, testHeader().tags);
    }

    void runBeingWrittenIsNotEdited()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.run.jsonl"));
        auto writer = RunWriter::create(path, testHeader());
        QVERIFY(!editHeader(path, {.title = QStringLiteral("x")}));
        QVERIFY((*writer)->finish({}));
        QVERIFY(editHeader(path, {.title = QStringLiteral("x")}));
    }
};

QTEST_GUILESS_MAIN(TestRunFile)

#include "tst_runfile.moc"
