// SPDX-License-Identifier: Apache-2.0
#include "capture.h"
#include "commands.h"
#include "compare/namedcomparison.h"
#include "referenceruns.h"
#include "runfile/runwriter.h"
#include "runrecords.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace streamgauge;

class TestReportCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsAreReportedSideBySide()
    {
        const Printed printed =
            report({save(referenceRun(QStringLiteral("Mistral-24B"))), save(referenceRun(QStringLiteral("Qwen3-32B")))},
                   QStringLiteral("Qwen3-32B"), QStringLiteral("markdown"));
        QCOMPARE(printed.status, int(AllWell));
        QVERIFY(printed.out.contains(QLatin1String("| Metric | Mistral-24B | Qwen3-32B [baseline] |")));
        QCOMPARE(printed.err, QString());
    }

    void unknownBaselineListsTheLabels()
    {
        const QString path = save(referenceRun(QStringLiteral("Mistral-24B")));
        const Printed printed = report({path}, QStringLiteral("GPT"), {});
        QCOMPARE(printed.status, int(WrongUsage));
        QVERIFY(printed.err.contains(QLatin1String("there are: Mistral-24B")));
        QCOMPARE(printed.out, QString());
    }

    void unreadableFileIsNamed()
    {
        const QString path = m_folder.filePath(QStringLiteral("text.run.jsonl"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hello\n") > 0);
        file.close();
        const Printed printed = report({path, m_folder.filePath(QStringLiteral("none"))}, {}, QStringLiteral("json"));
        QCOMPARE(printed.status, int(WrongUsage));
        QVERIFY(printed.err.contains(path) && printed.err.contains(m_folder.filePath(QStringLiteral("none"))));
        QCOMPARE(printed.out, QString());
    }

    void failedRequestGivesStatusOne()
    {
        Run run = referenceRun(QStringLiteral("Mistral-24B"));
        run.requests.push_back(failedRecord(0, 0, 3));
        const Printed printed = report({save(run)}, {}, {});
        QCOMPARE(printed.status, int(NotMet));
        QVERIFY(printed.err.contains(QLatin1String("Mistral-24B: 1 of 16 requests failed")));
        QVERIFY(printed.out.contains(QLatin1String("1 (1 truncated)")));
    }

    void unmetExpectationGivesStatusOne()
    {
        Run run = referenceRun(QStringLiteral("Llama-70B"));
        run.header.suite.expectations = {{.metric = QStringLiteral("tps"), .atLeast = 12, .atMost = 15}};
        const Printed printed = report({save(run)}, {}, QStringLiteral("csv"));
        QCOMPARE(printed.status, int(NotMet));
        QVERIFY(printed.err.contains(QLatin1String("Llama-70B: TPS is 3.9 tokens/s, expected 12 to 15")));
    }

    void sameLabelTwiceIsToldApart()
    {
        Run again = referenceRun(QStringLiteral("Mistral-24B"));
        again.header.title = QStringLiteral("Second try");
        const Printed printed = report({save(referenceRun(QStringLiteral("Mistral-24B"))), save(again)},
                                       QStringLiteral("Mistral-24B (Second try)"), QStringLiteral("json"));
        QCOMPARE(printed.status, int(AllWell));
        QVERIFY(printed.out.contains(QLatin1String("\"baseline\":\"Mistral-24B (Second try)\"")));
    }

    void aComparisonsFileIsReportedAsItIsShown()
    {
        const QString qwen = save(referenceRun(QStringLiteral("Qwen3-32B")));
        const QString mistral = save(referenceRun(QStringLiteral("Mistral-24B")));
        const QString path = m_folder.filePath(QStringLiteral("Spark.comparison.yaml"));
        NamedComparison comparison;
        comparison.series = {
            {.run = qwen, .endpoint = 0, .choice = {.label = QStringLiteral("Ours"), .expectations = {}}},
            {.run = mistral, .endpoint = 0, .choice = {.label = {}, .hidden = true, .expectations = {}}},
            {.run = mistral, .endpoint = 0}};
        comparison.series[0].choice.expectations = {*parseExpectation(QStringLiteral("TPS > -50% over baseline"))};
        comparison.baseline = 2;
        QVERIFY(saveComparison(path, comparison));
        const Printed printed = report({path}, {}, QStringLiteral("markdown"));
        QCOMPARE(printed.err, QString());
        QCOMPARE(printed.status, int(AllWell));
        QVERIFY(printed.out.contains(QLatin1String("| Metric | Ours | Mistral-24B [baseline] |")));
        QVERIFY(printed.out.contains(QStringLiteral("at least −50 % over baseline")));

        comparison.series[0].endpoint = 3;
        QVERIFY(saveComparison(path, comparison));
        const Printed wrong = report({path}, {}, {});
        QCOMPARE(wrong.status, int(WrongUsage));
        QVERIFY2(wrong.err.contains(QLatin1String("there is no series 3; it has 1")), qPrintable(wrong.err));
    }

private:
    QString save(const Run &run)
    {
        const QString path = m_folder.filePath(QStringLiteral("%1.run.jsonl").arg(++m_saved));
        auto writer = RunWriter::create(path, run.header);
        for (const RequestRecord &record : run.requests)
            (*writer)->push(record);
        if (!(*writer)->finish(*run.end))
            qFatal("the run cannot be saved");
        return path;
    }

    Printed report(const QStringList &runs, const QString &baseline, const QString &format)
    {
        return printedBy(m_folder,
                         [&] { return reportCommand({.runs = runs, .baseline = baseline, .format = format}); });
    }

    QTemporaryDir m_folder;
    int m_saved = 0;
};

QTEST_GUILESS_MAIN(TestReportCommand)

#include "tst_reportcommand.moc"
