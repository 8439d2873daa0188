// SPDX-License-Identifier: Apache-2.0
#include "savedruns/runtext.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QStringList>

namespace streamgauge {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RunText", text);
}

}

QString dateText(const QDateTime &started, const QDateTime &now)
{
    if (!started.isValid())
        return QStringLiteral("–");
    const QDateTime local = started.toLocalTime();
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    const QString time = QLocale().toString(local.time(), QStringLiteral("HH:mm"));
    if (days == 0)
        return tr("Today %1").arg(time);
    if (days == 1)
        return tr("Yesterday %1").arg(time);
    const bool thisYear = local.date().year() == now.toLocalTime().date().year();
    return QLocale().toString(local, thisYear ? QStringLiteral("d MMM HH:mm") : QStringLiteral("d MMM yyyy"));
}

QString runNote(const RunEntry &entry)
{
    QStringList words;
    if (!entry.suite.isEmpty() && entry.suite != entry.title)
        words << entry.suite;
    if (entry.simulated)
        words << tr("simulated");
    if (entry.running)
        words << tr("running now");
    else if (!entry.complete)
        words << tr("stopped early");
    int failed = 0;
    for (const SeriesSummary &series : entry.series)
        failed += series.failed;
    if (failed > 0)
        words << tr("%1 failed").arg(failed);
    return words.join(QStringLiteral(" · "));
}

QString meanText(const SeriesSummary &series, Metric metric)
{
    const auto it = series.overall.find(metric);
    return it == series.overall.end() ? QStringLiteral("–")
                                      : QString::number(it->second.mean, 'f', info(metric).decimals);
}

QString runTitle(const RunEntry &entry)
{
    return entry.problem.isEmpty() ? entry.title : QFileInfo(entry.path).fileName();
}

}
