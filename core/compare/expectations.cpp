// SPDX-License-Identifier: Apache-2.0
#include "compare/expectations.h"

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

QString range(const Expectation &expectation)
{
    const auto number = [](double value) { return QString::number(value, 'g', 6); };
    if (expectation.atLeast && expectation.atMost)
        return QStringLiteral("%1 to %2").arg(number(*expectation.atLeast), number(*expectation.atMost));
    if (expectation.atLeast)
        return QStringLiteral("at least %1").arg(number(*expectation.atLeast));
    return QStringLiteral("at most %1").arg(number(expectation.atMost.value_or(0)));
}

bool isMet(const Expectation &expectation, double value)
{
    return value >= expectation.atLeast.value_or(value) && value <= expectation.atMost.value_or(value);
}

}

QStringList unmetExpectations(const SeriesSummary &series)
{
    QStringList unmet;
    for (const Expectation &expectation : series.expectations) {
        const auto metric = metricNamed(expectation.metric);
        if (!metric)
            continue;
        const MetricInfo &about = info(*metric);
        const auto entry = series.overall.find(*metric);
        if (entry == series.overall.end())
            unmet.append(QStringLiteral("%1 was not measured, expected %2").arg(about.title, range(expectation)));
        else if (!isMet(expectation, entry->second.mean))
            unmet.append(QStringLiteral("%1 is %2 %3, expected %4")
                             .arg(about.title, QString::number(entry->second.mean, 'f', about.decimals), about.unit,
                                  range(expectation)));
    }
    return unmet;
}

}
