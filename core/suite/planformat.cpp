// SPDX-License-Identifier: Apache-2.0
#include "suite/plan.h"

#include <algorithm>

namespace streamgauge {

namespace {

QString labelsOf(const Stage &stage, const QStringList &labels)
{
    QStringList names;
    for (const int endpoint : stage.endpoints)
        names.push_back(labels.value(endpoint, QStringLiteral("endpoint %1").arg(endpoint + 1)));
    return names.join(QStringLiteral(" + "));
}

QString loadOf(const Stage &stage)
{
    if (!stage.requestsPerSecond)
        return QStringLiteral("concurrency %1").arg(stage.concurrency.value_or(1));
    QStringList times;
    for (const PlannedRequest &request : stage.requests)
        if (request.endpoint == stage.endpoints.front() && request.due)
            times.push_back(QString::number(toSeconds(*request.due), 'f', 3));
    return QStringLiteral("%1 requests/s, due at %2 s").arg(*stage.requestsPerSecond).arg(times.join(u' '));
}

QString countOf(const Stage &stage)
{
    const qsizetype count = static_cast<qsizetype>(stage.requests.size() / stage.endpoints.size());
    const bool hasCold = std::any_of(stage.requests.begin(), stage.requests.end(),
                                     [](const PlannedRequest &request) { return request.phase == Phase::Cold; });
    QString text = QStringLiteral("%1 ×").arg(count);
    if (stage.warmup)
        text += QStringLiteral(" warm-up");
    if (stage.together)
        text += QStringLiteral(" each");
    if (hasCold)
        text += QStringLiteral(" (first is cold)");
    return text;
}

}

QString formatPlan(const Plan &plan, const Suite &suite, const QStringList &labels)
{
    QString text = QStringLiteral("%1, %2: %3 requests in %4 stages\n")
                       .arg(suite.name, toString(plan.order))
                       .arg(plan.requestCount())
                       .arg(plan.stages.size());
    int number = 0;
    for (const Stage &stage : plan.stages)
        text += QStringLiteral("%1. %2 · %3 · %4 · %5\n")
                    .arg(++number, 3)
                    .arg(labelsOf(stage, labels), suite.tests[stage.test].name, countOf(stage), loadOf(stage));
    return text;
}

}
