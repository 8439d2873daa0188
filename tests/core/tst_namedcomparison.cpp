// SPDX-License-Identifier: Apache-2.0
#include "compare/namedcomparison.h"
#include "runfile/bundledruns.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace streamgauge;

namespace {

NamedComparison sample(const QDir &folder)
{
    NamedComparison comparison;
    comparison.cold = ColdRequests::Included;
    comparison.baseline = 2;
    comparison.series = {
        {.run = folder.filePath(QStringLiteral("runs/a: b #1.run.jsonl")), .endpoint = 1},
        {.run = folder.filePath(QStringLiteral("runs/two.run.jsonl")),
         .endpoint = std::nullopt,
         .choice = {.label = QStringLiteral("“Best” – \\ one"),
                    .color = QStringLiteral("#aa4499"),
                    .hidden = true,
                    .expectations = {*parseExpectation(QStringLiteral("TPS 12..15")),
                                     *parseExpectation(QStringLiteral("+20..40% TTFT over baseline"))}}},
        {.run = bundledRuns().at(1), .endpoint = 0, .choice = {.label = {}, .color = QStringLiteral("3")}}};
    for (Expectation &expectation : comparison.series[1].choice.expectations)
        expectation.source = ExpectationSource::Comparison;
    return comparison;
}

}

class TestNamedComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSavedIsReadAgain()
    {
        const QTemporaryDir dir;
        const NamedComparison comparison = sample(QDir(dir.path()));
        const QString path = dir.filePath(QStringLiteral("new folder/Spark.comparison.yaml"));
        const auto saved = saveComparison(path, comparison);
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().toString()));
        const auto read = loadComparison(path);
        QVERIFY2(read, read ? "" : qPrintable(read.error().toString()));
        QVERIFY(*read == comparison);
    }

    void itsRunsAreFoundWhereTheFolderIsMovedTo()
    {
        const QTemporaryDir dir;
        const QDir before(dir.filePath(QStringLiteral("before")));
        const QByteArray yaml =
            formatComparison(sample(before), before.filePath(QStringLiteral("Spark.comparison.yaml")));
        QVERIFY(!yaml.contains(dir.path().toUtf8()));
        const QDir after(dir.filePath(QStringLiteral("after")));
        const auto read = parseComparison(yaml, after.filePath(QStringLiteral("Spark.comparison.yaml")));
        QVERIFY2(read, read ? "" : qPrintable(read.error().toString()));
        QVERIFY(*read == sample(after));
    }

    void choicesChangeASeries()
    {
        SeriesSummary series;
        series.label = QStringLiteral("Mistral-24B");
        series.expectations = {*parseExpectation(QStringLiteral("TPS > 3")),
                               *parseExpectation(QStringLiteral("TTFT < 1s"))};
        const auto own = *parseExpectation(QStringLiteral("TPS > 9"));
        apply({.label = QStringLiteral("Ours"), .color = QStringLiteral("4"), .hidden = false, .expectations = {own}},
              series);
        QCOMPARE(series.label, QStringLiteral("Ours"));
        QCOMPARE(series.colorOf, QStringLiteral("Mistral-24B"));
        QCOMPARE(series.color, QStringLiteral("4"));
        QCOMPARE(series.expectations.size(), 2u);
        QVERIFY(series.expectations[1] == own);
    }

    void problemsAreSaidWithTheirLine_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("problem");
        const QByteArray head = "comparison: 1\nseries:\n";
        const auto row = [](const char *name, const QByteArray &yaml, int line, const char *problem) {
            QTest::newRow(name) << yaml << line << QString::fromUtf8(problem);
        };
        row("no YAML", "comparison: [", 1, "");
        row("something else", "endpoints: []\n", 1, "endpoints");
        row("newer", "comparison: 2\nseries: [{run: a}]\n", 1, "newer version");
        row("nothing", "comparison: 1\nseries: []\n", 2, "is empty");
        row("no run", head + "  - label: A\n", 3, "either a \"run\"");
        row("both", head + "  - {run: a, bundled: b}\n", 3, "either a \"run\"");
        row("no such bundled run", head + "  - bundled: b.run.jsonl\n", 3, "llama-70b-single.run.jsonl");
        row("endpoint", head + "  - run: a\n    endpoint: -1\n", 4, "endpoint");
        row("colour", head + "  - run: a\n    color: red\n", 4, "palette");
        row("expectation", head + "  - run: a\n    expect: [TPS fast]\n", 4, "cannot read");
        row("two baselines", head + "  - {run: a, baseline: true}\n  - {run: b, baseline: true}\n", 4,
            "second baseline");
    }

    void problemsAreSaidWithTheirLine()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(int, line);
        QFETCH(QString, problem);
        const auto read = parseComparison(yaml, QStringLiteral("/x/y.comparison.yaml"));
        QVERIFY(!read);
        QCOMPARE(read.error().line, line);
        QVERIFY2(read.error().message.contains(problem), qPrintable(read.error().message));
    }

    void whatCannotBeReadOrWrittenIsSaid()
    {
        const QTemporaryDir dir;
        QVERIFY(!loadComparison(dir.filePath(QStringLiteral("none.comparison.yaml"))));
        QFile file(dir.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(!saveComparison(dir.filePath(QStringLiteral("file/a.comparison.yaml")), {}));
    }
};

QTEST_GUILESS_MAIN(TestNamedComparison)

#include "tst_namedcomparison.moc"
