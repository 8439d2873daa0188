// SPDX-License-Identifier: Apache-2.0
#include "compare/interferencechange.h"

#include <algorithm>

namespace streamgauge {

namespace {

const std::optional<Loss> &lossOf(const InterferenceLoss &losses, Metric metric)
{
    if (metric == Metric::Ttft)
        return losses.ttft;
    return metric == Metric::Tps ? losses.tps : losses.totalTime;
}

/// "+34", "−21": whole percents, tenths below 10.
QString signedNumber(double percent)
{
    const QString number = QString::number(std::abs(percent), 'f', std::abs(percent) < 9.95 ? 1 : 0);
    if (number == QLatin1String("0.0"))
        return QStringLiteral("0");
    return (percent < 0 ? QChar(0x2212) : QChar(u'+')) + number;
}

/// "TTFT +34 %, TPS −21 %", what is not shown said so.
QString changesInWords(const SeriesSummary &series)
{
    QStringList parts;
    for (const Metric metric : {Metric::Ttft, Metric::Tps})
        if (const auto change = interferenceChange(series, metric))
            parts.append(QStringLiteral("%1 %2\u00A0%").arg(info(metric).title, signedNumber(change->percent))
                         + (change->isShown ? QString() : QStringLiteral(" (not shown)")));
    return parts.join(QStringLiteral(", "));
}

/// By how much a request took longer, whichever metric tells.
double severity(const SeriesSummary &series)
{
    for (const Metric metric : {Metric::TotalTime, Metric::Ttft})
        if (const auto change = interferenceChange(series, metric))
            return change->percent;
    return 0;
}

}

std::optional<InterferenceChange> interferenceChange(const SeriesSummary &series, Metric metric)
{
    if (!series.interference)
        return std::nullopt;
    const std::optional<Loss> &loss = lossOf(*series.interference, metric);
    if (!loss)
        return std::nullopt;
    const double sign = info(metric).lowerIsBetter ? 1 : -1; // a loss of TPS is a fall
    InterferenceChange change;
    change.alone = loss->valueAlone;
    change.together = loss->valueTogether;
    change.percent = sign * loss->percent;
    std::tie(change.ci95Low, change.ci95High) = std::minmax({sign * loss->ci95Low, sign * loss->ci95High});
    change.hasInterval = loss->ci95Low < loss->ci95High;
    change.isShown = change.hasInterval && (change.ci95Low > 0 || change.ci95High < 0);
    change.isWorse = loss->percent > 0;
    change.countAlone = loss->alone;
    change.countTogether = loss->together;
    return change;
}

QString inWords(const InterferenceChange &change)
{
    QString words = signedNumber(change.percent) + QStringLiteral(" %");
    if (change.hasInterval)
        words += QStringLiteral(" (%1 to %2)").arg(signedNumber(change.ci95Low), signedNumber(change.ci95High));
    return change.isShown ? words : words + QStringLiteral(", not shown");
}

QString interferenceFinding(const Comparison &comparison)
{
    std::vector<const SeriesSummary *> measured;
    for (const SeriesSummary &series : comparison.series)
        if (series.interference)
            measured.push_back(&series);
    if (measured.empty())
        return {};
    const auto [least, most] =
        std::ranges::minmax_element(measured, {}, [](const auto *series) { return severity(*series); });
    const QString first =
        QStringLiteral("Together instead of alone, %1: %2").arg((*most)->label, changesInWords(**most));
    if (measured.size() == 1 || least == most)
        return first;
    return QStringLiteral("%1; %2: %3").arg(first, (*least)->label, changesInWords(**least));
}

QString howToMeasureInterference()
{
    return QStringLiteral(
        "No run here was made in the order “interference”: each endpoint alone, then all together. Choose that "
        "order on the Run page with two endpoints or more, or streamgauge run --order interference.");
}

}
