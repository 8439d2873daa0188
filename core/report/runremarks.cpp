// SPDX-License-Identifier: Apache-2.0
#include "report/runremarks.h"

#include <algorithm>

namespace streamgauge {

namespace {

QString sentence(const QString &text)
{
    return text.endsWith(QLatin1Char('.')) ? text : text + QLatin1Char('.');
}

/// Of the run that @p one is of.
void addRun(QStringList &remarks, const SeriesSummary &one, bool isOneRun)
{
    const QString run = isOneRun ? QString() : QStringLiteral("%1: ").arg(one.runTitle);
    if (one.calibration)
        remarks.append(sentence(QStringLiteral("%1By the calibration, %2").arg(run, sentenceOf(*one.calibration))));
    for (const QString &note : one.runNotes)
        remarks.append(sentence(run + note));
}

}

QStringList runRemarks(const std::vector<SeriesSummary> &series)
{
    QStringList remarks;
    for (const SeriesSummary &one : series)
        for (const QString &remark : one.remarks)
            remarks.append(sentence(QStringLiteral("%1: %2").arg(one.label, remark)));
    const bool isOneRun =
        std::ranges::all_of(series, [&](const SeriesSummary &one) { return one.runId == series.front().runId; });
    QStringList told;
    for (const SeriesSummary &one : series) {
        if (told.contains(one.runId))
            continue;
        told.append(one.runId);
        addRun(remarks, one, isOneRun);
    }
    return remarks;
}

}
