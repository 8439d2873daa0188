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

/// Beyond which bound the value lies, and by how much of it.
void judge(ExpectedAgainstActual &judged)
{
    const double value = *judged.actual;
    const Expectation &expected = judged.expected;
    const bool isBelow = expected.atLeast && value < *expected.atLeast;
    const bool isAbove = expected.atMost && value > *expected.atMost;
    judged.status = ExpectationStatus::Met;
    if (!isBelow && !isAbove)
        return;
    const double bound = isBelow ? *expected.atLeast : *expected.atMost;
    judged.status =
        isBelow == info(judged.metric).lowerIsBetter ? ExpectationStatus::Exceeded : ExpectationStatus::Missed;
    judged.byPercent = bound > 0 ? std::abs(value / bound - 1) * 100 : 0;
}

}

QString rangeInWords(const Expectation &expectation)
{
    const auto number = [](double value) { return QString::number(value, 'g', 6); };
    if (expectation.atLeast && expectation.atMost)
        return QStringLiteral("%1 to %2").arg(number(*expectation.atLeast), number(*expectation.atMost));
    if (expectation.atLeast)
        return QStringLiteral("at least %1").arg(number(*expectation.atLeast));
    return QStringLiteral("at most %1").arg(number(expectation.atMost.value_or(0)));
}

std::vector<ExpectedAgainstActual> expectedAgainstActual(const SeriesSummary &series)
{
    std::vector<ExpectedAgainstActual> all;
    for (const Expectation &expectation : series.expectations) {
        const auto metric = metricNamed(expectation.metric);
        if (!metric)
            continue;
        ExpectedAgainstActual one {.metric = *metric, .expected = expectation, .actual = {}};
        if (const auto found = series.overall.find(*metric); found != series.overall.end()) {
            one.actual = found->second.mean;
            judge(one);
        }
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
    }
    Q_UNREACHABLE();
}

QStringList unmetExpectations(const SeriesSummary &series)
{
    QStringList unmet;
    for (const ExpectedAgainstActual &one : expectedAgainstActual(series)) {
        const MetricInfo &about = info(one.metric);
        if (!one.actual)
            unmet.append(
                QStringLiteral("%1 was not measured, expected %2").arg(about.title, rangeInWords(one.expected)));
        else if (one.status != ExpectationStatus::Met)
            unmet.append(QStringLiteral("%1 is %2 %3, expected %4")
                             .arg(about.title, QString::number(*one.actual, 'f', about.decimals), about.unit,
                                  rangeInWords(one.expected)));
    }
    return unmet;
}

}
