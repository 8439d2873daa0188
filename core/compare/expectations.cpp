// SPDX-License-Identifier: Apache-2.0
#include "compare/expectations.h"

#include <cmath>

namespace streamgauge {

namespace {

std::optional<Metric> metricNamed(const QString &name)
{
    if (name == QLatin1String("ttft"))
        return Metric::Ttft;
    if (name == QLatin1String("total_time"))
        return Metric::TotalTime;
    if (name == QLatin1String("tps"))
        return Metric::Tps;
    return std::nullopt;
}

std::optional<double> meanOf(const SeriesSummary &series, Metric metric, ColdRequests cold)
{
    const MetricTable &table = overall(series, cold);
    const auto found = table.find(metric);
    return found == table.end() ? std::nullopt : std::optional(found->second.mean);
}

const SeriesSummary *findSeries(const Comparison &comparison, const QString &name)
{
    if (name.compare(QLatin1String("baseline"), Qt::CaseInsensitive) == 0)
        return &comparison.series[comparison.baseline.value_or(0)];
    const auto same = [&](const QString &text) { return text.compare(name, Qt::CaseInsensitive) == 0; };
    for (const SeriesSummary &series : comparison.series)
        if (same(series.label))
            return &series;
    for (const SeriesSummary &series : comparison.series)
        if (same(series.model))
            return &series;
    for (const SeriesSummary &series : comparison.series)
        if (series.label.startsWith(name, Qt::CaseInsensitive))
            return &series;
    return nullptr;
}

/// The bounds in the metric's unit. False where there is nothing to measure them against.
bool resolve(ExpectedAgainstActual &one, const Comparison &comparison)
{
    one.atLeast = one.expected.atLeast;
    one.atMost = one.expected.atMost;
    if (one.expected.over.isEmpty())
        return true;
    const SeriesSummary *other = findSeries(comparison, one.expected.over);
    const auto mean = other ? meanOf(*other, one.metric, comparison.cold) : std::nullopt;
    for (std::optional<double> *bound : {&one.atLeast, &one.atMost})
        if (*bound)
            *bound = mean ? std::optional(*mean * (1 + **bound / 100)) : std::nullopt;
    return mean.has_value();
}

/// Beyond which bound the value lies, and by how much of it.
void judge(ExpectedAgainstActual &judged)
{
    const double value = *judged.actual;
    const bool isBelow = judged.atLeast && value < *judged.atLeast;
    const bool isAbove = judged.atMost && value > *judged.atMost;
    judged.status = ExpectationStatus::Met;
    if (!isBelow && !isAbove)
        return;
    const double bound = isBelow ? *judged.atLeast : *judged.atMost;
    judged.status =
        isBelow == info(judged.metric).lowerIsBetter ? ExpectationStatus::Exceeded : ExpectationStatus::Missed;
    judged.byPercent = bound > 0 ? std::abs(value / bound - 1) * 100 : 0;
}

QString range(const std::optional<double> &atLeast, const std::optional<double> &atMost, auto number)
{
    if (atLeast && atMost)
        return QStringLiteral("%1 to %2").arg(number(*atLeast), number(*atMost));
    if (atLeast)
        return QStringLiteral("at least %1").arg(number(*atLeast));
    return QStringLiteral("at most %1").arg(number(atMost.value_or(0)));
}

}

QString rangeInWords(const Expectation &expectation)
{
    const bool isChange = !expectation.over.isEmpty();
    const auto number = [&](double value) {
        const QString digits = QString::number(std::abs(value), 'g', 6);
        return value < 0 ? QStringLiteral("−") + digits : isChange ? u'+' + digits : digits;
    };
    const QString words = range(expectation.atLeast, expectation.atMost, number);
    return isChange ? QStringLiteral("%1 % over %2").arg(words, expectation.over) : words;
}

QString rangeInWords(const ExpectedAgainstActual &expectation)
{
    const QString words = rangeInWords(expectation.expected);
    if (expectation.expected.over.isEmpty() || (!expectation.atLeast && !expectation.atMost))
        return words;
    const int decimals = info(expectation.metric).decimals;
    const auto number = [&](double value) { return QString::number(value, 'f', decimals); };
    return QStringLiteral("%1: %2").arg(words, range(expectation.atLeast, expectation.atMost, number));
}

std::vector<ExpectedAgainstActual> expectedAgainstActual(const Comparison &comparison, std::size_t index)
{
    const SeriesSummary &series = comparison.series[index];
    std::vector<ExpectedAgainstActual> all;
    for (const Expectation &expectation : series.expectations) {
        const auto metric = metricNamed(expectation.metric);
        if (!metric)
            continue;
        ExpectedAgainstActual one {
            .metric = *metric, .expected = expectation, .atLeast = {}, .atMost = {}, .actual = {}};
        one.actual = meanOf(series, *metric, comparison.cold);
        if (!resolve(one, comparison))
            one.status = ExpectationStatus::NothingToCompareWith;
        else if (one.actual)
            judge(one);
        all.push_back(one);
    }
    return all;
}

QString statusInWords(const ExpectedAgainstActual &expectation)
{
    const auto by = [&](const QString &word) {
        return QStringLiteral("%1 by %2 %").arg(word).arg(std::lround(expectation.byPercent));
    };
    switch (expectation.status) {
    case ExpectationStatus::Met:
        return QStringLiteral("met");
    case ExpectationStatus::Exceeded:
        return by(QStringLiteral("exceeded"));
    case ExpectationStatus::Missed:
        return by(QStringLiteral("missed"));
    case ExpectationStatus::NotMeasured:
        return QStringLiteral("not measured");
    case ExpectationStatus::NothingToCompareWith:
        return QStringLiteral("nothing of %1 to compare with").arg(expectation.expected.over);
    }
    Q_UNREACHABLE();
}

QString sourceInWords(ExpectationSource source)
{
    switch (source) {
    case ExpectationSource::Suite:
        return QStringLiteral("suite");
    case ExpectationSource::Endpoint:
        return QStringLiteral("endpoint");
    case ExpectationSource::Comparison:
        return QStringLiteral("this comparison");
    }
    Q_UNREACHABLE();
}

QStringList unmetExpectations(const Comparison &comparison, std::size_t series)
{
    QStringList unmet;
    for (const ExpectedAgainstActual &one : expectedAgainstActual(comparison, series)) {
        const MetricInfo &about = info(one.metric);
        if (one.status == ExpectationStatus::NothingToCompareWith)
            unmet.append(QStringLiteral("%1: %2 (expected %3)")
                             .arg(about.title, statusInWords(one), rangeInWords(one.expected)));
        else if (!one.actual)
            unmet.append(
                QStringLiteral("%1 was not measured, expected %2").arg(about.title, rangeInWords(one.expected)));
        else if (one.status != ExpectationStatus::Met)
            unmet.append(QStringLiteral("%1 is %2 %3, expected %4")
                             .arg(about.title, QString::number(*one.actual, 'f', about.decimals), about.unit,
                                  rangeInWords(one)));
    }
    return unmet;
}

}
