// SPDX-License-Identifier: Apache-2.0
#include "models/runlibraryfilter.h"
#include "models/runlibrarymodel.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

namespace streamgauge {

namespace {

SeriesSummary series(const QString &label, double ttft, double tps)
{
    SeriesSummary summary;
    summary.label = label;
    summary.mode = QStringLiteral("dual");
    summary.overall[Metric::Ttft].mean = ttft;
    summary.overall[Metric::Tps].mean = tps;
    return summary;
}

RunEntry run(const QString &name, const QDateTime &started, std::vector<SeriesSummary> of)
{
    RunEntry entry;
    entry.path = QStringLiteral("/runs/%1.run.jsonl").arg(name);
    entry.title = name;
    entry.started = started;
    entry.suite = QStringLiteral("Speed test");
    entry.complete = true;
    entry.series = std::move(of);
    return entry;
}

QDateTime day(int number)
{
    return QDateTime(QDate(2026, 11, number), QTime(3, 0), Qt::UTC);
}

RunEntry pair()
{
    return run(QStringLiteral("Pair"), day(20),
               {series(QStringLiteral("Mistral-24B"), 0.138, 9.8), series(QStringLiteral("Qwen3-32B"), 0.169, 8.2)});
}

RunEntry single()
{
    return run(QStringLiteral("Single"), day(21), {series(QStringLiteral("GPT-OSS-20B"), 0.139, 32.9)});
}

RunEntry broken()
{
    RunEntry entry;
    entry.path = QStringLiteral("/runs/broken.run.jsonl");
    entry.problem = QStringLiteral("no header line");
    return entry;
}

}

class TestRunLibraryModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsOfSeveralModelsHaveRowsBelow()
    {
        RunLibraryModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setEntries({single(), pair(), broken()});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.rowCount(model.index(0, 0)), 0);
        const QModelIndex second = model.index(1, 0);
        QCOMPARE(model.rowCount(second), 2);
        QCOMPARE(model.index(1, 0, second).data().toString(), QStringLiteral("Qwen3-32B"));
        QCOMPARE(model.index(1, RunLibraryModel::TtftColumn).data().toDouble(), 0.138);
        QCOMPARE(model.index(1, RunLibraryModel::TpsColumn).data().toDouble(), 9.8);
    }

    void runsThatStayKeepTheirRowsWhenOthersComeAndGo()
    {
        RunLibraryModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setEntries({single(), pair()});
        const QPersistentModelIndex kept = model.index(0, 0, model.indexOf(pair().path));
        model.setEntries({broken(), pair()});
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data().toString(), QStringLiteral("Mistral-24B"));
        QCOMPARE(QModelIndex(kept.parent()), model.indexOf(pair().path));
        RunEntry fewer = pair();
        fewer.series.pop_back();
        model.setEntries({fewer});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    }

    void anEditedTitleIsAskedForNotTaken()
    {
        RunLibraryModel model;
        model.setEntries({single()});
        QSignalSpy renames(&model, &RunLibraryModel::renameRequested);
        QVERIFY(model.setData(model.index(0, 0), QStringLiteral("  New name ")));
        QCOMPARE(renames.size(), 1);
        QCOMPARE(renames[0][1].toString(), QStringLiteral("New name"));
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Single"));
        QVERIFY(!model.setData(model.index(0, 0), QStringLiteral("   ")));
    }

    void draggedRowsAreSeriesAndFiles()
    {
        RunLibraryModel model;
        model.setEntries({pair(), single(), broken()});
        const QModelIndex run = model.index(0, 0);
        const std::unique_ptr<QMimeData> one(model.mimeData({model.index(1, 0, run)}));
        QCOMPARE(referencesFrom(*one), (std::vector<SeriesReference> {{pair().path, 1}}));
        QCOMPARE(one->urls(), QList<QUrl> {QUrl::fromLocalFile(pair().path)});
        const std::unique_ptr<QMimeData> all(
            model.mimeData({run, model.index(1, 0, run), model.index(1, 0), model.index(2, 0)}));
        QCOMPARE(referencesFrom(*all),
                 (std::vector<SeriesReference> {{pair().path, std::nullopt}, {single().path, std::nullopt}}));
        QVERIFY(!model.flags(model.index(2, 0)).testFlag(Qt::ItemIsDragEnabled));
    }

    void filesOfOthersAreRunsOnlyByTheirName()
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QStringLiteral("/x/a.run.jsonl")),
                      QUrl(QStringLiteral("https://x/b.run.jsonl")), QUrl::fromLocalFile(QStringLiteral("/x/c.txt"))});
        QCOMPARE(referencesFrom(data),
                 (std::vector<SeriesReference> {{QStringLiteral("/x/a.run.jsonl"), std::nullopt}}));
    }

    void search_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("found");
        QTest::newRow("nothing typed finds all") << QString() << 3;
        QTest::newRow("a model") << QStringLiteral("qwen") << 1;
        QTest::newRow("a suite") << QStringLiteral("speed") << 2;
        QTest::newRow("notes") << QStringLiteral("cooled") << 1;
        QTest::newRow("every word must be there") << QStringLiteral("speed gpt") << 1;
        QTest::newRow("what is not there") << QStringLiteral("llama") << 0;
        QTest::newRow("a broken file by its name") << QStringLiteral("broken") << 1;
    }

    void search()
    {
        QFETCH(QString, text);
        RunLibraryModel model;
        RunEntry noted = single();
        noted.notes = QStringLiteral("with the fan cooled");
        model.setEntries({noted, pair(), broken()});
        RunLibraryFilter filter;
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
        filter.setSourceModel(&model);
        filter.setSearch(text);
        QTEST(filter.rowCount(), "found");
    }

    void sorting_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<Qt::SortOrder>("order");
        QTest::addColumn<QStringList>("titles");
        const QStringList newest {QStringLiteral("Single"), QStringLiteral("Pair"), QString()};
        const QStringList oldest {QStringLiteral("Pair"), QStringLiteral("Single"), QString()};
        QTest::newRow("newest first") << int(RunLibraryModel::StartedColumn) << Qt::DescendingOrder << newest;
        QTest::newRow("oldest first, the unknown still last")
            << int(RunLibraryModel::StartedColumn) << Qt::AscendingOrder << oldest;
        QTest::newRow("fastest decoding first") << int(RunLibraryModel::TpsColumn) << Qt::DescendingOrder << newest;
        QTest::newRow("first token soonest") << int(RunLibraryModel::TtftColumn) << Qt::AscendingOrder << oldest;
    }

    void sorting()
    {
        QFETCH(int, column);
        QFETCH(Qt::SortOrder, order);
        RunLibraryModel model;
        model.setEntries({broken(), pair(), single()});
        RunLibraryFilter filter;
        filter.setSourceModel(&model);
        filter.sort(column, order);
        QStringList titles;
        for (int row = 0; row < filter.rowCount(); ++row)
            titles << filter.index(row, 0).data().toString();
        QTEST(titles, "titles");
    }
};

}

QTEST_GUILESS_MAIN(streamgauge::TestRunLibraryModel)

#include "tst_runlibrarymodel.moc"
