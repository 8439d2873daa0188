// SPDX-License-Identifier: Apache-2.0
#include "compare/comparisonnotices.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr qsizetype mostListed = 5; // a notice is read, not searched

QString tr(const char *text)
{
    return QCoreApplication::translate("ComparisonNotices", text);
}

/// "A, B and C".
QString listed(const QStringList &names)
{
    if (names.size() < 2)
        return names.join(QString());
    return tr("%1 and %2").arg(names.mid(0, names.size() - 1).join(QStringLiteral(", ")), names.last());
}

template<typename Predicate>
QStringList labelsWhere(const Comparison &comparison, Predicate holds)
{
    QStringList labels;
    for (const SeriesSummary &series : comparison.series)
        if (holds(series))
            labels << series.label;
    return labels;
}

void addCold(std::vector<ComparisonNotice> &notices, const Comparison &comparison)
{
    QStringList parts;
    for (const SeriesSummary &series : comparison.series) {
        const auto cold = series.cold.find(Metric::Ttft);
        if (cold != series.cold.end())
            parts << tr("%1 %2\u00a0s").arg(series.label).arg(cold->second.mean, 0, 'f', 3);
    }
    if (parts.isEmpty())
        return;
    if (parts.size() > mostListed) {
        const qsizetype left = parts.size() - (mostListed - 1);
        parts.resize(mostListed - 1);
        parts << tr("%1 more").arg(left);
    }
    const QString ttfts = tr("Time to first token when cold: %1.").arg(listed(parts));
    if (comparison.cold == ColdRequests::Apart)
        notices.push_back({false, tr("Cold requests are kept apart."), ttfts});
    else
        notices.push_back({true, tr("Cold requests are in these averages."), ttfts});
}

bool sameTests(const Comparison &comparison)
{
    const std::size_t all = testNames(comparison).size();
    return std::ranges::all_of(comparison.series,
                               [all](const SeriesSummary &series) { return series.tests.size() == all; });
}

}

std::vector<ComparisonNotice> comparisonNotices(const Comparison &comparison)
{
    std::vector<ComparisonNotice> notices;
    if (comparison.series.size() > 1 && !sameTests(comparison))
        notices.push_back({true, tr("Not the same tests."),
                           tr("The averages over all tests do not compare like with like; look at single tests.")});
    const QStringList simulated = labelsWhere(comparison, [](const SeriesSummary &series) { return series.simulated; });
    if (!simulated.isEmpty())
        notices.push_back({false, tr("Simulated."),
                           tr("%1 ran on the built-in simulator, a model of a device; no hardware was measured.")
                               .arg(listed(simulated))});
    addCold(notices, comparison);
    return notices;
}

std::vector<CheckFinding> checksBeyondNotices(const Comparison &comparison)
{
    auto findings = checkFindings(comparison.series);
    std::erase_if(findings, [](const CheckFinding &finding) {
        return finding.id == QLatin1String("simulated")
            || (finding.id == QLatin1String("cold-start") && finding.level == CheckLevel::Info);
    });
    return findings;
}

}
