// SPDX-License-Identifier: Apache-2.0
#include "endpoints/probelines.h"

#include <QCoreApplication>
#include <QLocale>

namespace streamgauge {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ProbeLines", text);
}

ProbeLine reachedLine(const ProbeResult &result)
{
    if (!result.reachable)
        return {ProbeLine::Kind::Bad, result.problem.isEmpty() ? tr("Not reachable") : result.problem};
    if (!result.roundTrip)
        return {ProbeLine::Kind::Good, tr("Reachable")};
    const double roundTrip_ms = toSeconds(*result.roundTrip) * 1000;
    return {ProbeLine::Kind::Good,
            tr("Reachable, %1 ms round trip").arg(roundTrip_ms, 0, 'f', roundTrip_ms < 10 ? 1 : 0)};
}

ProbeLine engineLine(const ProbeResult &result)
{
    return {ProbeLine::Kind::Note, tr("Engine: %1 %2").arg(result.engine, result.engineVersion).trimmed()};
}

}

std::vector<ProbeLine> probeLines(const ProbeResult &result)
{
    using Kind = ProbeLine::Kind;
    std::vector<ProbeLine> lines {reachedLine(result)};
    if (!result.reachable)
        return lines;
    if (!result.model.isEmpty() && (result.models.isEmpty() || result.models.contains(result.model)))
        lines.push_back({Kind::Good, tr("Model found: %1").arg(result.model)});
    if (result.streams)
        lines.push_back(*result.streams
                            ? ProbeLine {Kind::Good, tr("Streams its answer")}
                            : ProbeLine {Kind::Bad, tr("Does not stream: TTFT and TPS cannot be measured")});
    if (result.reportsUsage)
        lines.push_back(*result.reportsUsage
                            ? ProbeLine {Kind::Good, tr("Reports usage: tokens are counted by the server")}
                            : ProbeLine {Kind::Note, tr("Reports no usage: tokens are estimated from chunks")});
    if (!result.engine.isEmpty())
        lines.push_back(engineLine(result));
    if (result.maxModelLength)
        lines.push_back({Kind::Note, tr("Model length: %1 tokens").arg(QLocale().toString(*result.maxModelLength))});
    if (!result.problem.isEmpty())
        lines.push_back({Kind::Bad, result.problem});
    return lines;
}

}
