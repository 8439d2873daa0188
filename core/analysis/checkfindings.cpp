// SPDX-License-Identifier: Apache-2.0
#include "analysis/checkfindings.h"

#include "analysis/seriesview.h"

#include <algorithm>

namespace streamgauge {

namespace {

void add(std::vector<CheckFinding> &findings, const QString &label, const Check &check)
{
    auto entry = std::ranges::find(findings, check.id, &CheckFinding::id);
    if (entry == findings.end())
        entry = findings.insert(entry, {.id = check.id, .level = check.level, .messages = {}, .advice = check.advice});
    entry->messages.push_back({label, check.level, check.message});
    if (check.level > entry->level) {
        entry->level = check.level;
        entry->advice = check.advice;
    }
}

QStringList idsOf(const std::vector<CheckFinding> &findings, CheckLevel level)
{
    QStringList ids;
    for (const CheckFinding &finding : findings)
        if (finding.level == level)
            ids.append(finding.id);
    return ids;
}

}

std::vector<CheckFinding> checkFindings(const std::vector<SeriesSummary> &series)
{
    std::vector<CheckFinding> findings;
    for (const Check &check : checkComparison(series))
        add(findings, {}, check);
    for (const SeriesSummary &one : series)
        for (const Check &check : one.checks)
            add(findings, one.label, check);
    std::ranges::stable_sort(findings, std::ranges::greater(), &CheckFinding::level);
    return findings;
}

QString checksNote(const std::vector<CheckFinding> &findings)
{
    QStringList parts;
    const auto part = [&](CheckLevel level, const QString &one, const QString &several) {
        if (const QStringList ids = idsOf(findings, level); !ids.isEmpty())
            parts.append(QStringLiteral("%1: %2").arg(countText(std::size_t(ids.size()), one, several),
                                                      ids.join(QStringLiteral(", "))));
    };
    part(CheckLevel::Error, QStringLiteral("check failed"), QStringLiteral("checks failed"));
    part(CheckLevel::Warning, QStringLiteral("check warns"), QStringLiteral("checks warn"));
    return parts.join(QStringLiteral("; "));
}

QString checkTitle(const QString &id)
{
    QString title = id;
    title.replace(QLatin1Char('-'), QLatin1Char(' '));
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title;
}

}
