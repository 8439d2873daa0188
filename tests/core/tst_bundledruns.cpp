// SPDX-License-Identifier: Apache-2.0
// The bundled reference runs against the published figures they are made from.
#include "compare/comparison.h"
#include "runfile/bundledruns.h"
#include "runfile/runlibrary.h"
#include "runfile/runreader.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace streamgauge;

namespace {

QJsonObject published()
{
    QFile file(QStringLiteral(SOURCE_ROOT "/resources/reference/speed_test_runs.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the published figures are not there");
    return QJsonDocument::fromJson(file.readAll()).object();
}

QJsonObject publishedRun(const QString &label)
{
    for (const QJsonValue &run : published().value(QLatin1String("runs")).toArray())
        if (run.toObject().value(QLatin1String("label")).toString() == label)
            return run.toObject();
    return {};
}

/// As printed: half a unit of the last digit.
bool isRounded(double value, double printed, double unit)
{
    return std::abs(value - printed) <= unit / 2 + 1e-9;
}

double meanOf(const QJsonArray &repetitions, const QString &key)
{
    double sum = 0;
    for (const QJsonValue &repetition : repetitions)
        sum += repetition.toObject().value(key).toDouble();
    return sum / static_cast<double>(repetitions.size());
}

std::vector<SeriesSummary> bundledSeries()
{
    std::vector<SeriesSummary> all;
    for (const QString &path : bundledRuns()) {
        const auto run = readRun(path);
        if (!run || !run->remarks.isEmpty())
            qFatal("%s cannot be read", qPrintable(path));
        for (SeriesSummary &series : summarize(*run))
            all.push_back(std::move(series));
    }
    return all;
}

}

class TestBundledRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRepetitionIsAsPublished()
    {
        int repetitions = 0;
        for (const QString &path : bundledRuns()) {
            const Run run = readRun(path).value();
            for (const RequestRecord &record : run.requests) {
                const QString label = run.header.endpoints[std::size_t(record.endpoint)].label;
                const QJsonObject test =
                    publishedRun(label).value(QLatin1String("tests")).toArray().at(record.test).toObject();
                QCOMPARE(run.header.suite.tests[std::size_t(record.test)].name,
                         test.value(QLatin1String("test")).toString());
                const QJsonObject figures =
                    test.value(QLatin1String("repetitions")).toArray().at(record.repetition).toObject();
                QCOMPARE(toSeconds(*timeToFirstToken(record)), figures.value(QLatin1String("ttft_s")).toDouble());
                QCOMPARE(toSeconds(*endToEndLatency(record)), figures.value(QLatin1String("total_time_s")).toDouble());
                QVERIFY(isRounded(tokensPerSecond(record).value(),
                                  figures.value(QLatin1String("tps_printed")).toDouble(), 0.1));
                QVERIFY(record.evidence == TokenEvidence::Characters);
                ++repetitions;
            }
        }
        QCOMPARE(repetitions, 4 * 5 * 3);
    }

    void overallAveragesComeOutAsPublished()
    {
        const QJsonObject overall =
            published().value(QLatin1String("published")).toObject().value(QLatin1String("overall")).toObject();
        for (const SeriesSummary &series : bundledSeries()) {
            const QJsonObject printed = overall.value(series.label).toObject();
            QVERIFY2(!printed.isEmpty(), qPrintable(series.label));
            const auto mean = [&](Metric metric) { return series.withCold.at(metric).mean; };
            QVERIFY(isRounded(mean(Metric::Ttft), printed.value(QLatin1String("avg_ttft_s")).toDouble(), 0.001));
            QVERIFY(
                isRounded(mean(Metric::TotalTime), printed.value(QLatin1String("avg_total_time_s")).toDouble(), 0.001));
            QVERIFY2(std::abs(mean(Metric::Tps) - printed.value(QLatin1String("avg_tps")).toDouble()) < 0.05,
                     qPrintable(QStringLiteral("%1 %2").arg(series.label).arg(mean(Metric::Tps))));
        }
    }

    void everyTestsRowComesOutAsPublished()
    {
        for (const SeriesSummary &series : bundledSeries()) {
            const QJsonArray tests = publishedRun(series.label).value(QLatin1String("tests")).toArray();
            QCOMPARE(series.tests.size(), std::size_t(tests.size()));
            for (std::size_t t = 0; t < series.tests.size(); ++t) {
                const QJsonArray repetitions =
                    tests.at(qsizetype(t)).toObject().value(QLatin1String("repetitions")).toArray();
                const MetricTable &table = series.tests[t].withCold;
                QVERIFY(std::abs(table.at(Metric::Ttft).mean - meanOf(repetitions, QStringLiteral("ttft_s"))) < 1e-6);
                QVERIFY(std::abs(table.at(Metric::TotalTime).mean - meanOf(repetitions, QStringLiteral("total_time_s")))
                        < 1e-6);
                QVERIFY(std::abs(table.at(Metric::Tps).mean - meanOf(repetitions, QStringLiteral("tps_printed")))
                        < 0.051);
            }
        }
    }

    void theFirstRequestOfEachModelIsCold()
    {
        for (const SeriesSummary &series : bundledSeries()) {
            QCOMPARE(series.cold.at(Metric::Ttft).count, 1u);
            QCOMPARE(series.overall.at(Metric::Ttft).count, 14u);
            QCOMPARE(series.withCold.at(Metric::Ttft).count, 15u);
            QVERIFY(!series.simulated);
            QVERIFY(!series.started.isValid()); // the day was not published
            QCOMPARE(series.hardware, QStringLiteral("dgx-spark"));
        }
    }

    void whatWasNotPublishedIsNotMadeUp()
    {
        for (const SeriesSummary &series : bundledSeries())
            for (const Metric metric : {Metric::Itl, Metric::TokensPerChunk, Metric::PrefillRate})
                QVERIFY2(!series.withCold.contains(metric), qPrintable(series.label));
    }

    void theyCannotBeChanged()
    {
        const QTemporaryDir folder;
        RunLibrary library(folder.path(), bundledRuns());
        QTRY_COMPARE(library.entries().size(), 3u);
        for (const RunEntry &entry : library.entries()) {
            QVERIFY(entry.bundled && entry.complete && !entry.running);
            QVERIFY(!library.rename(entry.path, QStringLiteral("mine")));
            QVERIFY(!library.setNotes(entry.path, QStringLiteral("mine")));
            const auto trashed = library.moveToTrash(entry.path);
            QVERIFY(!trashed);
            QVERIFY2(trashed.error().toString().contains(QLatin1String("comes with the program")),
                     qPrintable(trashed.error().toString()));
        }
    }

    void theirNameStandsForAllOfThem()
    {
        QCOMPARE(withBundledRuns({QStringLiteral("a.run.jsonl"), QStringLiteral("reference")}),
                 QStringList(QStringLiteral("a.run.jsonl")) + bundledRuns());
    }
};

QTEST_GUILESS_MAIN(TestBundledRuns)

#include "tst_bundledruns.moc"
