// SPDX-License-Identifier: Apache-2.0
#include "run/runnotices.h"

#include "run/runtext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace streamgauge {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RunPage", text);
}

struct ColdStart
{
    QString label;
    double seconds = 0;
    double ratio = 0; ///< to the warm mean
};

constexpr double noticeable = 1.2; ///< of a first request to the warm mean; below it there was no cold start

QString number(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

QString ratioText(double ratio)
{
    return tr("%1×").arg(number(ratio, ratio < 9.95 ? 1 : 0));
}

}

RunRemark coldStartRemark(const LiveSnapshot &snapshot)
{
    std::vector<ColdStart> starts;
    for (const LiveEndpoint &endpoint : snapshot.endpoints)
        if (endpoint.coldTtft_s && endpoint.ttft_s.count > 0
            && *endpoint.coldTtft_s >= noticeable * endpoint.ttft_s.mean())
            starts.push_back({.label = endpoint.label,
                              .seconds = *endpoint.coldTtft_s,
                              .ratio = *endpoint.coldTtft_s / endpoint.ttft_s.mean()});
    if (starts.empty())
        return {};
    std::ranges::stable_sort(starts, std::ranges::greater(), &ColdStart::ratio);
    const ColdStart &first = starts.front();
    QString text = tr("%1’s first request took %2 s, %3 its warm mean")
                       .arg(first.label, number(first.seconds, 3), ratioText(first.ratio));
    if (starts.size() == 2)
        text += tr("; %1’s %2 s, %3").arg(starts[1].label, number(starts[1].seconds, 3), ratioText(starts[1].ratio));
    else if (starts.size() > 2)
        text += tr("; the %1 others’ at most %2").arg(starts.size() - 1).arg(ratioText(starts[1].ratio));
    return {.title = tr("Cold start kept apart."), .text = text + u'.'};
}

RunRemark evidenceRemark(const LiveSnapshot &snapshot)
{
    QStringList labels;
    TokenEvidence evidence = TokenEvidence::None;
    for (const LiveEndpoint &endpoint : snapshot.endpoints)
        if (endpoint.evidence == TokenEvidence::Chunks || endpoint.evidence == TokenEvidence::Characters) {
            labels.append(endpoint.label);
            evidence = std::max(evidence, endpoint.evidence);
        }
    if (labels.isEmpty())
        return {};
    return {.title = tr("TPS is an estimate."),
            .text = tr("%1: no token counts from the server, so tokens are %2.")
                        .arg(labels.join(QStringLiteral(", ")), evidenceText(evidence))};
}

RunRemark failureRemark(const LiveSnapshot &snapshot)
{
    const QString summary = failureSummary(snapshot);
    if (summary.isEmpty())
        return {};
    const QString latest = snapshot.failures.empty() ? QString() : failureText(snapshot.failures.back(), snapshot);
    return {.title = summary + u'.', .text = latest};
}

}
