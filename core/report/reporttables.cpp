// SPDX-License-Identifier: Apache-2.0
#include "report/reporttables.h"

#include "compare/differences.h"
#include "compare/expectations.h"
#include "compare/recommendations.h"
#include "report/runremarks.h"
#include "report/telemetrytable.h"
#include "suite/plan.h"

#include <algorithm>
#include <array>

namespace streamgauge {

namespace {

const QString missing = QStringLiteral("–");

QString titleWithUnit(Metric metric)
{
    const MetricInfo &about = info(metric);
    return about.unit.isEmpty() ? QString(about.title) : QStringLiteral("%1 (%2)").arg(about.title, about.unit);
}

std::optional<Statistics> found(const MetricTable &table, Metric metric)
{
    const auto entry = table.find(metric);
    return entry == table.end() ? std::nullopt : std::optional(entry->second);
}

QString mean(const std::optional<Statistics> &statistics, Metric metric)
{
    return statistics ? formatted(statistics->mean, metric) : missing;
}

QString signedPercent(double ratio)
{
    QString percent = QString::number((ratio - 1) * 100, 'f', 1);
    if (percent.startsWith(QLatin1Char('-')))
        return percent.replace(0, 1, QChar(0x2212));
    return percent.prepend(QLatin1Char('+'));
}

/// "18 % faster (−18.3 %; −25.0 to −10.9)", "no difference shown (−18.3 %; −52.4 to +32.4)"
QString describe(const TestedDifference *tested, Metric metric)
{
    if (!tested)
        return missing;
    QString size = signedPercent(tested->ratio) + QStringLiteral(" %");
    if (tested->ratio95)
        size +=
            QStringLiteral("; %1 to %2").arg(signedPercent(tested->ratio95->low), signedPercent(tested->ratio95->high));
    const bool isShown = tested->verdict != Verdict::NotShown;
    return QStringLiteral("%1 (%2)").arg(
        isShown ? inWords(asDifference(*tested, metric), metric) : verdictInWords(*tested, metric), size);
}

/// Beside a value: ", 18 % faster", " (−18.3 %, not shown)"
QString briefly(const TestedDifference *tested, Metric metric)
{
    if (!tested)
        return {};
    if (tested->verdict != Verdict::NotShown)
        return QStringLiteral(", ") + inWords(asDifference(*tested, metric), metric);
    return QStringLiteral(" (%1 %, not shown)").arg(signedPercent(tested->ratio));
}

QString nameOf(const Comparison &comparison, std::size_t index)
{
    const SeriesSummary &series = comparison.series[index];
    QStringList remarks;
    if (comparison.baseline == index)
        remarks.append(QStringLiteral("baseline"));
    if (series.simulated)
        remarks.append(QStringLiteral("simulated"));
    if (isColdOnly(series))
        remarks.append(QStringLiteral("cold"));
    return remarks.isEmpty() ? series.label
                             : QStringLiteral("%1 [%2]").arg(series.label, remarks.join(QStringLiteral(", ")));
}

QStringList namesOf(const Comparison &comparison, const QString &corner)
{
    QStringList names {corner};
    for (std::size_t i = 0; i < comparison.series.size(); ++i)
        names.append(nameOf(comparison, i));
    return names;
}

QString failuresOf(const SeriesSummary &series)
{
    QStringList kinds;
    for (const auto &[kind, count] : series.failures)
        kinds.append(QStringLiteral("%1 %2").arg(count).arg(kind));
    return kinds.isEmpty() ? QStringLiteral("0")
                           : QStringLiteral("%1 (%2)").arg(series.failed).arg(kinds.join(QStringLiteral(", ")));
}

void addLoadRow(ReportTable &table, const Comparison &comparison, const QString &title,
                std::optional<double> LoadSummary::*member)
{
    QStringList row {title};
    bool isAny = false;
    for (const SeriesSummary &series : comparison.series) {
        const std::optional<double> value = series.load.*member;
        row.append(value ? QString::number(*value, 'f', 2) : missing);
        isAny = isAny || value;
    }
    if (isAny)
        table.rows.push_back(row);
}

ReportTable overallTable(const Comparison &comparison)
{
    ReportTable table {QStringLiteral("Overall averages"), namesOf(comparison, QStringLiteral("Metric")), {}, 1};
    for (const Metric metric : metricsOf(comparison)) {
        QStringList row {titleWithUnit(metric)};
        for (const SeriesSummary &series : comparison.series)
            row.append(mean(found(overall(series, comparison.cold), metric), metric));
        table.rows.push_back(row);
    }
    addLoadRow(table, comparison, QStringLiteral("Output throughput (tokens/s)"), &LoadSummary::outputTokensPerSecond);
    addLoadRow(table, comparison, QStringLiteral("Goodput (requests/s)"), &LoadSummary::goodput);
    QStringList completed {QStringLiteral("Completed requests")};
    QStringList failed {QStringLiteral("Failed requests")};
    for (const SeriesSummary &series : comparison.series) {
        completed.append(QString::number(series.completed));
        failed.append(failuresOf(series));
    }
    table.rows.push_back(completed);
    table.rows.push_back(failed);
    return table;
}

ReportTable differenceTable(const Comparison &comparison, const Differences &tested)
{
    const std::size_t baseline = *comparison.baseline;
    ReportTable table {QStringLiteral("Compared with %1 (95 % interval)").arg(comparison.series[baseline].label),
                       {QStringLiteral("Series")},
                       {},
                       1};
    for (const Metric metric : mainMetrics)
        table.header.append(info(metric).title);
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        // A cold request against a warm one says nothing of the models.
        if (i == baseline || isColdOnly(comparison.series[i]) != isColdOnly(comparison.series[baseline]))
            continue;
        QStringList row {nameOf(comparison, i)};
        for (const Metric metric : mainMetrics)
            row.append(describe(tested.of(i, metric), metric));
        table.rows.push_back(row);
    }
    return table;
}

QStringList testRow(const Comparison &comparison, const Differences &tested, const QString &test, std::size_t index)
{
    const SeriesSummary &series = comparison.series[index];
    const bool isCold = isTestColdOnly(series, test);
    QStringList row {isCold ? QStringLiteral("%1 (cold)").arg(test) : test, nameOf(comparison, index)};
    for (const Metric metric : mainMetrics) {
        const auto value = testStatistics(series, test, metric, comparison.cold);
        row.append(mean(value, metric) + briefly(tested.of(index, metric, test), metric));
    }
    row.append(mean(testStatistics(series, test, Metric::OutputTokens, comparison.cold), Metric::OutputTokens));
    const auto entry = std::ranges::find(series.tests, test, &TestSummary::name);
    const auto total = testStatistics(series, test, Metric::TotalTime, comparison.cold);
    row.append(QString::number(total ? total->count : 0));
    row.append(entry == series.tests.end() ? missing : QString::number(entry->failed));
    return row;
}

ReportTable testTable(const Comparison &comparison, const Differences &tested)
{
    ReportTable table {QStringLiteral("Tests"), {QStringLiteral("Test"), QStringLiteral("Series")}, {}, 2};
    for (const Metric metric : mainMetrics)
        table.header.append(titleWithUnit(metric));
    table.header << info(Metric::OutputTokens).title << QStringLiteral("n") << QStringLiteral("Failed");
    for (const QString &test : testNames(comparison))
        for (std::size_t i = 0; i < comparison.series.size(); ++i)
            table.rows.push_back(testRow(comparison, tested, test, i));
    return table;
}

QString inWords(const std::optional<Loss> &loss)
{
    if (!loss)
        return missing;
    const auto number = [](double percent) {
        return QString::number(percent, 'f', 1).replace(QLatin1Char('-'), QChar(0x2212));
    };
    return QStringLiteral("%1 % (%2 to %3)").arg(number(loss->percent), number(loss->ci95Low), number(loss->ci95High));
}

ReportTable interferenceTable(const Comparison &comparison)
{
    ReportTable table {QStringLiteral("Interference: lost when all run together, against alone (95 % interval)"),
                       {QStringLiteral("Series"), QStringLiteral("TTFT"), QStringLiteral("Total Time"),
                        QStringLiteral("TPS"), QStringLiteral("n alone"), QStringLiteral("n together")},
                       {},
                       1};
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        const auto &lost = comparison.series[i].interference;
        if (!lost)
            continue;
        const Loss counts = lost->totalTime.value_or(Loss {});
        table.rows.push_back({nameOf(comparison, i), inWords(lost->ttft), inWords(lost->totalTime), inWords(lost->tps),
                              QString::number(counts.alone), QString::number(counts.together)});
    }
    return table;
}

QString levelOf(const StageSummary &stage)
{
    const QString level = levelName(stage.concurrency, stage.requestsPerSecond);
    return stage.together ? level + QStringLiteral(", together") : level;
}

bool isSweep(const SeriesSummary &series, const StageSummary &level)
{
    return std::ranges::count_if(
               series.stages,
               [&](const StageSummary &other) { return other.test == level.test && other.together == level.together; })
        > 1;
}

/// Every level of every sweep; tests that have one level are in the table of tests.
ReportTable sweepTable(const Comparison &comparison)
{
    ReportTable table {QStringLiteral("Load levels"),
                       {QStringLiteral("Test"), QStringLiteral("Series"), QStringLiteral("Load")},
                       {},
                       3};
    for (const Metric metric : mainMetrics)
        table.header.append(titleWithUnit(metric));
    table.header << QStringLiteral("TPOT, p95 (ms)") << QStringLiteral("Output throughput (tokens/s)")
                 << QStringLiteral("Goodput (requests/s)") << QStringLiteral("Within SLOs (%)") << QStringLiteral("n")
                 << QStringLiteral("Failed");
    const auto number = [](const std::optional<double> &value) {
        return value ? QString::number(*value, 'f', 2) : missing;
    };
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        const SeriesSummary &series = comparison.series[i];
        for (const StageSummary &stage : series.stages) {
            if (!isSweep(series, stage) || stage.completed + stage.failed == 0)
                continue;
            QStringList row {series.tests[std::size_t(stage.test)].name, nameOf(comparison, i), levelOf(stage)};
            for (const Metric metric : mainMetrics)
                row.append(mean(found(stage.warm, metric), metric));
            row << (stage.tpot_s ? QString::number(stage.tpot_s->p95 * 1000, 'f', 1) : missing)
                << number(stage.load.outputTokensPerSecond) << number(stage.load.goodput)
                << (stage.load.goodShare ? QString::number(*stage.load.goodShare * 100, 'f', 1) : missing)
                << QString::number(stage.completed) << QString::number(stage.failed);
            table.rows.push_back(row);
        }
    }
    return table;
}

QStringList spreadCells(const Statistics &s, Metric metric)
{
    return {formatted(s.mean, metric),
            QStringLiteral("%1 to %2").arg(formatted(s.ci95Low, metric), formatted(s.ci95High, metric)),
            formatted(s.median, metric),
            formatted(s.p90, metric),
            formatted(s.p95, metric),
            formatted(s.p99, metric),
            formatted(s.min, metric),
            formatted(s.max, metric),
            formatted(s.standardDeviation, metric),
            QString::number(s.count)};
}

template<typename TableOf>
ReportTable spreadTable(const Comparison &comparison, const QString &title, TableOf tableOf)
{
    ReportTable table {title,
                       {QStringLiteral("Series"), QStringLiteral("Metric"), QStringLiteral("Mean"),
                        QStringLiteral("95 % CI"), QStringLiteral("Median"), QStringLiteral("p90"),
                        QStringLiteral("p95"), QStringLiteral("p99"), QStringLiteral("Min"), QStringLiteral("Max"),
                        QStringLiteral("Std. dev."), QStringLiteral("n")},
                       {},
                       2};
    for (std::size_t i = 0; i < comparison.series.size(); ++i)
        for (const auto &[metric, statistics] : tableOf(comparison.series[i]))
            table.rows.push_back(QStringList {nameOf(comparison, i), titleWithUnit(metric)}
                                 + spreadCells(statistics, metric));
    return table;
}

/// How the differences were judged, and what more repetitions would do.
QStringList differenceNotes(const Comparison &comparison)
{
    if (!comparison.baseline || comparison.series.size() < 2)
        return {};
    const Differences tested = differences(comparison);
    QStringList notes {
        QStringLiteral("Differences: over the tests both have; shown where a permutation test, corrected "
                       "for %1 comparisons, and the 95 % interval agree.")
            .arg(tested.compared)};
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        QStringList needed;
        for (const Metric metric : mainMetrics)
            if (const TestedDifference *one = tested.of(i, metric); one && one->repetitions)
                needed.append(QStringLiteral("%1 %2").arg(info(metric).title).arg(*one->repetitions));
        if (!needed.isEmpty())
            notes.append(QStringLiteral("%1: to show differences as large as measured, about this many repetitions of "
                                        "each test would do: %2.")
                             .arg(comparison.series[i].label, needed.join(QStringLiteral(", "))));
        const TestedDifference *one = tested.of(i, Metric::TotalTime);
        if (const auto all = testNames(comparison).size(); one && std::size_t(one->tests) < all)
            notes.append(
                QStringLiteral("%1: %2 of %3 tests are compared; the baseline or this series lacks the others.")
                    .arg(comparison.series[i].label)
                    .arg(one->tests)
                    .arg(all));
    }
    return notes;
}

}

QString formatted(double value, Metric metric)
{
    return QString::number(value, 'f', info(metric).decimals);
}

ReportTable expectationTable(const Comparison &comparison)
{
    ReportTable table {.title = QStringLiteral("Expected against actual"),
                       .header = {QStringLiteral("Series"), QStringLiteral("Metric"), QStringLiteral("Expected"),
                                  QStringLiteral("From"), QStringLiteral("Actual"), QStringLiteral("Status")},
                       .rows = {},
                       .textColumns = 2};
    for (std::size_t i = 0; i < comparison.series.size(); ++i)
        for (const ExpectedAgainstActual &one : expectedAgainstActual(comparison, i))
            table.rows.push_back({comparison.series[i].label,
                                  QStringLiteral("%1 (%2)").arg(info(one.metric).title, info(one.metric).unit),
                                  rangeInWords(one), sourceInWords(one.expected.source),
                                  one.actual ? formatted(*one.actual, one.metric) : QStringLiteral("–"),
                                  statusInWords(one)});
    return table;
}

std::vector<ReportTable> reportTables(const Comparison &comparison)
{
    const Differences tested = comparison.baseline ? differences(comparison) : Differences();
    std::vector<ReportTable> tables {overallTable(comparison)};
    if (comparison.baseline && comparison.series.size() > 1)
        tables.push_back(differenceTable(comparison, tested));
    tables.push_back(expectationTable(comparison));
    tables.push_back(testTable(comparison, tested));
    tables.push_back(interferenceTable(comparison));
    tables.push_back(sweepTable(comparison));
    tables.push_back(
        spreadTable(comparison, QStringLiteral("Spread"), [&](const SeriesSummary &series) -> const MetricTable & {
            return overall(series, comparison.cold);
        }));
    if (comparison.cold == ColdRequests::Apart)
        tables.push_back(spreadTable(comparison, QStringLiteral("Cold requests"),
                                     [](const SeriesSummary &series) -> const MetricTable & {
                                         static const MetricTable none;
                                         return isColdOnly(series) ? none : series.cold; // said above
                                     }));
    tables.push_back(telemetryTable(comparison, namesOf(comparison, QStringLiteral("Figure"))));
    std::erase_if(tables, [](const ReportTable &table) { return table.rows.empty(); });
    return tables;
}

ReportTable recommendationTable(const Comparison &comparison)
{
    ReportTable table {.title = QStringLiteral("What follows"),
                       .header = {QStringLiteral("Recommendation"), QStringLiteral("Stands on")},
                       .rows = {},
                       .textColumns = 2};
    for (const Recommendation &one : recommendations(comparison, knownHardware()))
        table.rows.push_back({one.sentence, one.evidence});
    return table;
}

QStringList reportNotes(const Comparison &comparison)
{
    QStringList notes {conditions(comparison)};
    for (const SeriesSummary &series : comparison.series) {
        const bool isGuessed =
            series.evidence.contains(TokenEvidence::Characters) || series.evidence.contains(TokenEvidence::Chunks);
        if (isGuessed)
            notes.append(QStringLiteral("%1: tokens are guessed, not counted by the server; TPS may be far off.")
                             .arg(series.label));
        if (series.failed > 0)
            notes.append(QStringLiteral("%1: failed requests are in no average.").arg(series.label));
    }
    return notes + differenceNotes(comparison) + runRemarks(comparison.series) + telemetryNotes(comparison);
}

}
