// SPDX-License-Identifier: Apache-2.0
#include "compare/comparisontables.h"

#include "compare/expectations.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

const QString missing = QStringLiteral("–");

QString tr(const char *text)
{
    return QCoreApplication::translate("ComparisonTables", text);
}

QString number(double value, Metric metric)
{
    return QString::number(value, 'f', info(metric).decimals);
}

std::optional<Statistics> find(const MetricTable &table, Metric metric)
{
    const auto it = table.find(metric);
    return it == table.end() ? std::nullopt : std::optional(it->second);
}

/// One value of each series: a column of a table.
struct Values
{
    Metric metric;
    QString test; ///< "Code Generation"; empty for all tests
    std::vector<std::optional<Statistics>> bySeries;
    std::vector<bool> isCold; ///< of each series: the value is of cold requests only
};

Values overallValues(const Comparison &comparison, Metric metric)
{
    Values values {metric, {}, {}, {}};
    for (const SeriesSummary &series : comparison.series) {
        values.bySeries.push_back(find(overall(series, comparison.cold), metric));
        values.isCold.push_back(isColdOnly(series));
    }
    return values;
}

Values testValues(const Comparison &comparison, const QString &test, Metric metric)
{
    Values values {metric, test, {}, {}};
    for (const SeriesSummary &series : comparison.series) {
        values.bySeries.push_back(testStatistics(series, test, metric, comparison.cold));
        values.isCold.push_back(isTestColdOnly(series, test));
    }
    return values;
}

/// Whether the value is the best of several, as far as its decimals tell.
bool isBest(const Values &values, std::size_t series)
{
    const MetricInfo &metric = info(values.metric);
    if (values.metric == Metric::OutputTokens || !values.bySeries[series])
        return false;
    const QString own = number(values.bySeries[series]->mean, values.metric);
    bool others = false;
    for (std::size_t i = 0; i < values.bySeries.size(); ++i) {
        if (i == series || !values.bySeries[i] || values.isCold[i] != values.isCold[series])
            continue;
        const double mean = values.bySeries[i]->mean;
        const double best = values.bySeries[series]->mean;
        if (metric.lowerIsBetter ? mean < best : mean > best)
            return false;
        others = others || number(mean, values.metric) != own;
    }
    return others;
}

QString cellToolTip(const SeriesSummary &series, const Values &values, const Statistics &statistics)
{
    const MetricInfo &metric = info(values.metric);
    const QString unit = metric.unit.isEmpty() ? QString() : QStringLiteral(" %1").arg(metric.unit);
    const auto text = [&](double value) { return number(value, values.metric); };
    QStringList lines {
        QStringLiteral("%1 · %2 · %3")
            .arg(series.label, metric.title, values.test.isEmpty() ? tr("all tests") : values.test),
        tr("mean %1%2, median %3, 95th percentile %4")
            .arg(text(statistics.mean), unit, text(statistics.median), text(statistics.p95)),
        statistics.count > 1
            ? tr("95 % interval of the mean: %1 to %2").arg(text(statistics.ci95Low), text(statistics.ci95High))
            : tr("one request only: no interval"),
        tr("from %1 requests").arg(statistics.count),
    };
    for (const auto &[evidence, count] : series.evidence)
        lines << tr("output tokens counted by: %1 (%2 requests)").arg(evidenceInWords(evidence)).arg(count);
    return lines.join(QLatin1Char('\n'));
}

/// "+39 %", "−17 %"; "±0 %" where it rounds to nothing.
QString signedPercent(double percent)
{
    const long rounded = std::lround(percent);
    const QString sign = rounded > 0 ? QStringLiteral("+") : rounded < 0 ? QStringLiteral("−") : QStringLiteral("±");
    return QStringLiteral("%1%2 %").arg(sign).arg(std::abs(rounded));
}

QString signedTenths(double percent)
{
    const QString number = QString::number(std::abs(percent), 'f', 1);
    return (percent < 0 ? QStringLiteral("−") : QStringLiteral("+")) + number;
}

QString differenceToolTip(const TestedDifference &tested, Metric metric)
{
    QStringList lines {tr("against the baseline: %1 %").arg(signedTenths(asDifference(tested, metric).percent))};
    if (tested.ratio95)
        lines.front() +=
            tr(", 95 % interval %1 to %2 %")
                .arg(signedTenths((tested.ratio95->low - 1) * 100), signedTenths((tested.ratio95->high - 1) * 100));
    lines << tr("p = %1, corrected for the other comparisons %2")
                 .arg(QString::number(tested.p, 'g', 2), QString::number(tested.corrected, 'g', 2));
    if (tested.verdict != Verdict::NotShown)
        return lines.join(QLatin1Char('\n'));
    lines << (tested.tooFew ? tr("no difference shown: too few repetitions") : tr("no difference shown"));
    if (tested.repetitions)
        lines << tr("to show one of this size, about %1 repetitions of each test would do").arg(*tested.repetitions);
    return lines.join(QLatin1Char('\n'));
}

/// What is not shown makes no claim: its size stands there muted.
void addDifference(TableCell &cell, const TestedDifference &tested, Metric metric)
{
    const Difference against = asDifference(tested, metric);
    const bool isShown = tested.verdict != Verdict::NotShown;
    cell.shortNote = signedPercent(against.percent);
    cell.note = isShown ? inWords(against, metric) : cell.shortNote;
    cell.toolTip += QLatin1Char('\n') + differenceToolTip(tested, metric);
    if (isShown)
        cell.tone = against.better ? Tone::Good : Tone::Bad;
}

TableCell missingCell()
{
    TableCell cell;
    cell.value = missing;
    cell.toolTip = tr("not measured");
    return cell;
}

void markCold(TableCell &cell)
{
    for (QString *note : {&cell.note, &cell.shortNote})
        *note = note->isEmpty() ? tr("cold") : tr("cold, %1").arg(*note);
    cell.toolTip += QLatin1Char('\n') + tr("cold requests only, as the suite asks for them");
}

TableCell cellOf(const Comparison &comparison, const Differences &tested, const Values &values, std::size_t series)
{
    const auto &own = values.bySeries[series];
    if (!own)
        return missingCell();
    TableCell cell;
    cell.value = number(own->mean, values.metric);
    cell.best = isBest(values, series);
    cell.toolTip = cellToolTip(comparison.series[series], values, *own);
    const TestedDifference *against = tested.of(series, values.metric, values.test);
    if (comparison.baseline && against && values.metric != Metric::OutputTokens)
        addDifference(cell, *against, values.metric);
    if (values.isCold[series])
        markCold(cell);
    return cell;
}

TableRow rowOf(const Comparison &comparison, std::size_t series, const std::vector<QColor> &colors)
{
    TableRow row;
    row.title = comparison.series[series].label;
    row.color = colors[series];
    if (comparison.series.size() > 1 && comparison.baseline == series)
        row.titleNote = tr("baseline");
    return row;
}

/// Only a reasoning model's first answer comes later than its first token.
bool answersLater(const Comparison &comparison)
{
    const Values first = overallValues(comparison, Metric::Ttft);
    const Values answer = overallValues(comparison, Metric::Ttfat);
    for (std::size_t i = 0; i < comparison.series.size(); ++i)
        if (first.bySeries[i] && answer.bySeries[i]
            && number(first.bySeries[i]->mean, Metric::Ttft) != number(answer.bySeries[i]->mean, Metric::Ttft))
            return true;
    return false;
}

/// Coloured only where the interval leaves no doubt.
TableCell lossCell(const std::optional<Loss> &loss)
{
    if (!loss)
        return missingCell();
    TableCell cell;
    cell.value = signedPercent(loss->percent);
    const auto tenths = [](double percent) {
        return QString::number(percent, 'f', 1).replace(QLatin1Char('-'), QStringLiteral("−"));
    };
    cell.note = tr("%1 to %2 %").arg(tenths(loss->ci95Low), tenths(loss->ci95High));
    cell.shortNote = cell.note;
    cell.tone = loss->ci95Low > 0 ? Tone::Bad : loss->ci95High < 0 ? Tone::Good : Tone::Neutral;
    cell.toolTip = tr("together against alone, each test weighing alike\n95 % interval: %1\nfrom %2 requests alone and "
                      "%3 together")
                       .arg(cell.note)
                       .arg(loss->alone)
                       .arg(loss->together);
    return cell;
}

TableCell failedCell(const SeriesSummary &series)
{
    TableCell cell;
    cell.value = QString::number(series.failed);
    QStringList kinds;
    for (const auto &[kind, count] : series.failures)
        kinds << QStringLiteral("%1 %2").arg(count).arg(kind);
    cell.tone = series.failed > 0 ? Tone::Bad : Tone::Neutral;
    cell.toolTip = kinds.isEmpty() ? tr("no request failed")
                                   : tr("left out of the averages: %1").arg(kinds.join(QStringLiteral(", ")));
    return cell;
}

TableCell evidenceCell(const SeriesSummary &series)
{
    TableCell cell;
    QStringList words;
    for (const auto &[evidence, count] : series.evidence) {
        words << evidenceInWords(evidence);
        if (isGuess(evidence))
            cell.tone = Tone::Warning;
    }
    cell.note = words.join(QStringLiteral(", "));
    cell.toolTip = tr("who counted the output tokens of %1").arg(series.label);
    return cell;
}

}

QString evidenceInWords(TokenEvidence evidence)
{
    switch (evidence) {
    case TokenEvidence::TokenIds:
        return tr("token ids");
    case TokenEvidence::ContinuousUsage:
    case TokenEvidence::Usage:
        return tr("server");
    case TokenEvidence::EngineTimings:
        return tr("engine");
    case TokenEvidence::Chunks:
        return tr("guess (chunks)");
    case TokenEvidence::Characters:
        return tr("guess (characters)");
    case TokenEvidence::None:
        break;
    }
    return tr("unknown");
}

bool isGuess(TokenEvidence evidence)
{
    return evidence == TokenEvidence::Chunks || evidence == TokenEvidence::Characters;
}

TableData overallTable(const Comparison &comparison, const Differences &tested, const std::vector<QColor> &colors)
{
    std::vector<Metric> metrics {Metric::Ttft, Metric::TotalTime, Metric::Tps, Metric::OutputTokens};
    if (answersLater(comparison))
        metrics.insert(metrics.begin() + 1, Metric::Ttfat);

    TableData table;
    table.corner = tr("Model");
    for (std::size_t i = 0; i < comparison.series.size(); ++i)
        table.rows.push_back(rowOf(comparison, i, colors));
    for (const Metric metric : metrics) {
        table.columns.push_back({info(metric).title, metric == Metric::Tps ? QString() : info(metric).unit, false});
        const Values values = overallValues(comparison, metric);
        for (std::size_t i = 0; i < comparison.series.size(); ++i)
            table.rows[i].cells.push_back(cellOf(comparison, tested, values, i));
    }
    table.columns.push_back({tr("Requests"), {}, false});
    table.columns.push_back({tr("Failed"), {}, false});
    table.columns.push_back({tr("Counted by"), {}, false});
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        const SeriesSummary &series = comparison.series[i];
        const auto ttft = find(overall(series, comparison.cold), Metric::TotalTime);
        TableCell count;
        count.value = QString::number(ttft ? ttft->count : 0);
        count.toolTip = tr("requests behind the averages (n)");
        table.rows[i].cells.push_back(count);
        table.rows[i].cells.push_back(failedCell(series));
        table.rows[i].cells.push_back(evidenceCell(series));
    }
    return table;
}

TableData interferenceTable(const Comparison &comparison, const std::vector<QColor> &colors)
{
    TableData table;
    table.corner = tr("Model");
    table.columns = {{tr("TTFT lost"), {}, false}, {tr("Total Time lost"), {}, false}, {tr("TPS lost"), {}, false}};
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        const auto &lost = comparison.series[i].interference;
        if (!lost)
            continue;
        TableRow row = rowOf(comparison, i, colors);
        row.cells = {lossCell(lost->ttft), lossCell(lost->totalTime), lossCell(lost->tps)};
        table.rows.push_back(row);
    }
    return table;
}

TableData expectedTable(const Comparison &comparison, const std::vector<QColor> &colors)
{
    TableData table;
    table.corner = tr("Model");
    table.columns = {{tr("Metric"), {}, false},
                     {tr("Expected"), {}, false},
                     {tr("From"), {}, false},
                     {tr("Actual"), {}, false},
                     {tr("Status"), {}, false}};
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        for (const ExpectedAgainstActual &one : expectedAgainstActual(comparison, i)) {
            const MetricInfo &about = info(one.metric);
            TableRow row = rowOf(comparison, i, colors);
            TableCell status {.value = statusInWords(one), .note = {}, .shortNote = {}, .toolTip = {}};
            if (one.actual && one.status != ExpectationStatus::NothingToCompareWith)
                status.tone = one.status == ExpectationStatus::Missed ? Tone::Bad : Tone::Good;
            const auto cell = [](const QString &value) {
                return TableCell {.value = value, .note = {}, .shortNote = {}, .toolTip = {}};
            };
            row.cells = {cell(QStringLiteral("%1 (%2)").arg(about.title, about.unit)), cell(rangeInWords(one)),
                         cell(sourceInWords(one.expected.source)),
                         cell(one.actual ? QString::number(*one.actual, 'f', about.decimals) : QString()), status};
            table.rows.push_back(row);
        }
    }
    return table;
}

TableData perTestTable(const Comparison &comparison, const Differences &tested, const std::vector<QColor> &colors)
{
    const std::vector<QString> tests = testNames(comparison);
    TableData table;
    table.corner = tr("Model");
    for (const QString &test : tests)
        table.columns.push_back({test, {}, true});
    table.columns.push_back({tr("All tests"), {}, true});

    for (const Metric metric : mainMetrics) {
        TableRow section;
        section.section = true;
        section.title = info(metric).title;
        section.titleNote = metric == Metric::Tps ? tr("tokens a second") : tr("seconds");
        table.rows.push_back(section);
        std::vector<Values> columns;
        for (const QString &test : tests)
            columns.push_back(testValues(comparison, test, metric));
        columns.push_back(overallValues(comparison, metric));
        for (std::size_t i = 0; i < comparison.series.size(); ++i) {
            TableRow row = rowOf(comparison, i, colors);
            row.titleNote.clear(); // said in the table above
            for (const Values &values : columns)
                row.cells.push_back(cellOf(comparison, tested, values, i));
            table.rows.push_back(row);
        }
    }
    return table;
}

}
