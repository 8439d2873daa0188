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
    if (!stage.requestsPerSecond) {
        QString text = levelName(stage.concurrency.value_or(1), {});
        if (stage.rampUp.count() > 0)
            text += QStringLiteral(" after a ramp of %1 s").arg(toSeconds(stage.rampUp));
        if (stage.duration)
            text += QStringLiteral(" for %1 s").arg(toSeconds(*stage.duration));
        return text;
    }
    QStringList times;
    for (const PlannedRequest &request : stage.requests)
        if (request.endpoint == stage.endpoints.front() && request.due)
            times.push_back(QString::number(toSeconds(*request.due), 'f', 3));
    QString text = QString::number(*stage.requestsPerSecond);
    if (stage.rampTo)
        text += QStringLiteral(" to %1").arg(*stage.rampTo);
    text += QStringLiteral(" requests/s");
    if (stage.maxConcurrency)
        text += QStringLiteral(", at most %1 at once").arg(*stage.maxConcurrency);
    return text + QStringLiteral(", due at %1 s").arg(times.join(u' '));
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
    if (stage.cold)
        text += QStringLiteral(" cold, before it: %1").arg(toString(*stage.cold));
    else if (hasCold)
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
