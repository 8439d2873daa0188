// SPDX-License-Identifier: Apache-2.0
#include "compare/comparison.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <map>

namespace streamgauge {

namespace {

std::optional<Statistics> found(const MetricTable &table, Metric metric)
{
    const auto entry = table.find(metric);
    if (entry == table.end())
        return std::nullopt;
    return entry->second;
}

QStringList duplicates(const std::vector<SeriesSummary> &series)
{
    QSet<QString> seen;
    QStringList twice;
    for (const SeriesSummary &one : series) {
        if (seen.contains(one.label))
            twice.append(one.label);
        seen.insert(one.label);
    }
    return twice;
}

template<typename Suffix>
void extendDuplicates(std::vector<SeriesSummary> &series, Suffix suffix)
{
    const QStringList twice = duplicates(series);
    for (SeriesSummary &one : series) {
        const QString more = suffix(one);
        if (twice.contains(one.label) && !more.isEmpty())
            one.label += QStringLiteral(" (%1)").arg(more);
    }
}

void appendOnce(QStringList &list, const QString &text)
{
    if (!text.isEmpty() && !list.contains(text))
        list.append(text);
}

/// "Llama-70B 14, Mistral-24B 15", or one number where all agree; of many series "4 to 15".
QString counts(const Comparison &comparison)
{
    constexpr qsizetype mostNamed = 4;
    std::vector<std::size_t> all;
    QStringList named;
    for (const SeriesSummary &series : comparison.series) {
        const auto entry = found(overall(series, comparison.cold), Metric::TotalTime);
        all.push_back(entry ? entry->count : 0);
        named.append(QStringLiteral("%1 %2").arg(series.label).arg(all.back()));
    }
    const auto [least, most] = std::ranges::minmax(all);
    if (least == most)
        return QStringLiteral("n = %1").arg(least);
    return named.size() <= mostNamed ? QStringLiteral("n = ") + named.join(QStringLiteral(", "))
                                     : QStringLiteral("n = %1 to %2").arg(least).arg(most);
}

QString evidences(const Comparison &comparison)
{
    QStringList kinds;
    for (const SeriesSummary &series : comparison.series)
        for (const auto &[evidence, count] : series.evidence)
            appendOnce(kinds, toString(evidence));
    return kinds.isEmpty() ? QString() : QStringLiteral("tokens by ") + kinds.join(QStringLiteral(", "));
}

/// "simulated: Llama-70B", "simulated at 50× speed: Mistral-24B, Qwen3-32B"; without names where it is all of them.
QString simulation(const Comparison &comparison)
{
    std::map<double, QStringList> bySpeed;
    for (const SeriesSummary &series : comparison.series)
        if (series.simulated)
            bySpeed[series.simulationSpeed].append(series.label);
    QStringList parts;
    for (const auto &[speed, names] : bySpeed) {
        const QString how =
            speed == 1 ? QStringLiteral("simulated") : QStringLiteral("simulated at %1× speed").arg(speed);
        const bool isAll = names.size() > 1 && names.size() == static_cast<qsizetype>(comparison.series.size());
        parts.append(isAll ? how : QStringLiteral("%1: %2").arg(how, names.join(QStringLiteral(", "))));
    }
    return parts.join(QStringLiteral(" · "));
}

QString coldRequests(const Comparison &comparison)
{
    const bool hasCold =
        std::ranges::any_of(comparison.series, [](const auto &series) { return !series.cold.empty(); });
    if (!hasCold)
        return {};
    if (std::ranges::all_of(comparison.series, [](const SeriesSummary &series) { return isColdOnly(series); }))
        return QStringLiteral("cold requests only");
    return comparison.cold == ColdRequests::Apart ? QStringLiteral("cold requests apart")
                                                  : QStringLiteral("with cold requests");
}

}

bool isColdOnly(const SeriesSummary &series)
{
    return series.overall.empty() && !series.cold.empty();
}

bool isColdOnly(const TestSummary &test)
{
    return test.warm.empty() && !test.cold.empty();
}

const MetricTable &overall(const SeriesSummary &series, ColdRequests cold)
{
    if (isColdOnly(series))
        return series.cold;
    return cold == ColdRequests::Apart ? series.overall : series.withCold;
}

const MetricTable &ofTest(const TestSummary &test, ColdRequests cold)
{
    if (isColdOnly(test))
        return test.cold;
    return cold == ColdRequests::Apart ? test.warm : test.withCold;
}

void tellApart(std::vector<SeriesSummary> &series)
{
    extendDuplicates(series, [](const SeriesSummary &one) { return one.runTitle; });
    extendDuplicates(series, [](const SeriesSummary &one) {
        return one.started.isValid() ? one.started.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) : QString();
    });
    std::map<QString, int> uses;
    const QStringList twice = duplicates(series);
    for (SeriesSummary &one : series)
        if (const int use = ++uses[one.label]; twice.contains(one.label))
            one.label += QStringLiteral(" #%1").arg(use);
}

std::vector<Metric> metricsOf(const Comparison &comparison)
{
    std::map<Metric, bool> present;
    for (const SeriesSummary &series : comparison.series)
        for (const auto &[metric, statistics] : overall(series, comparison.cold))
            present[metric] = true;
    std::vector<Metric> metrics;
    for (const auto &[metric, isPresent] : present)
        metrics.push_back(metric);
    return metrics;
}

std::vector<QString> testNames(const Comparison &comparison)
{
    std::vector<QString> names;
    for (const SeriesSummary &series : comparison.series)
        for (const TestSummary &test : series.tests)
            if (std::ranges::find(names, test.name) == names.end())
                names.push_back(test.name);
    return names;
}

std::optional<Statistics> testStatistics(const SeriesSummary &series, const QString &test, Metric metric,
                                         ColdRequests cold)
{
    const auto entry = std::ranges::find(series.tests, test, &TestSummary::name);
    if (entry == series.tests.end())
        return std::nullopt;
    return found(ofTest(*entry, cold), metric);
}

bool isTestColdOnly(const SeriesSummary &series, const QString &test)
{
    const auto entry = std::ranges::find(series.tests, test, &TestSummary::name);
    return entry != series.tests.end() && isColdOnly(*entry);
}

std::optional<Difference> difference(const std::optional<Statistics> &value, const std::optional<Statistics> &baseline,
                                     Metric metric)
{
    if (!value || !baseline || baseline->mean == 0)
        return std::nullopt;
    const double percent = (value->mean - baseline->mean) / baseline->mean * 100;
    if (!std::isfinite(percent))
        return std::nullopt;
    return Difference {.percent = percent, .better = info(metric).lowerIsBetter ? percent < 0 : percent > 0};
}

QString directionInWords(const Difference &difference, Metric metric)
{
    const bool isAmount = metric == Metric::OutputTokens || metric == Metric::TokensPerChunk;
    if (isAmount)
        return difference.percent > 0 ? QStringLiteral("more") : QStringLiteral("fewer");
    return difference.better ? QStringLiteral("faster") : QStringLiteral("slower");
}

QString inWords(const Difference &difference, Metric metric)
{
    const QString size = QString::number(std::abs(difference.percent), 'f', 0);
    if (size == QLatin1String("0"))
        return QStringLiteral("same");
    return QStringLiteral("%1 % %2").arg(size, directionInWords(difference, metric));
}

QString conditions(const Comparison &comparison)
{
    QStringList hardware;
    QStringList suites;
    QStringList dates;
    for (const SeriesSummary &series : comparison.series) {
        appendOnce(hardware, series.hardware);
        appendOnce(suites, series.suite);
        if (series.started.isValid())
            appendOnce(dates, series.started.toString(QStringLiteral("yyyy-MM-dd")));
    }
    QStringList parts;
    for (const QString &part :
         {simulation(comparison), hardware.join(QStringLiteral(", ")), suites.join(QStringLiteral(", ")),
          dates.join(QStringLiteral(", ")), counts(comparison), evidences(comparison), coldRequests(comparison)})
        appendOnce(parts, part);
    return parts.join(QStringLiteral(" · "));
}

}
