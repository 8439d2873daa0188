// SPDX-License-Identifier: Apache-2.0
#include "run/runtext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMap>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RunPage", text);
}

QString counted(std::size_t count, const char *one, const char *many)
{
    return count == 1 ? tr(one) : tr(many).arg(QLocale().toString(static_cast<qulonglong>(count)));
}

QString phaseText(const LiveEndpoint &endpoint, const RunFacts &facts)
{
    if (endpoint.currentPhase == Phase::Warmup)
        return tr("warm-up");
    const auto test = static_cast<std::size_t>(endpoint.currentTest);
    const int repetition = endpoint.currentRepetition + 1;
    if (test >= facts.suite.tests.size() || repetition > facts.suite.tests[test].settings.repetitions)
        return tr("request %1").arg(repetition);
    return tr("repetition %1 of %2").arg(repetition).arg(facts.suite.tests[test].settings.repetitions);
}

QString testName(const LiveSnapshot &snapshot, int test)
{
    const auto index = static_cast<std::size_t>(test);
    return test >= 0 && index < snapshot.tests.size() ? snapshot.tests[index] : QString();
}

}

QString roughDuration(nanoseconds duration)
{
    const double seconds = std::max(0.0, toSeconds(duration));
    if (seconds < 7.5)
        return tr("a few seconds");
    if (seconds < 90)
        return tr("%1 s").arg(seconds < 30 ? qRound(seconds / 5) * 5 : qRound(seconds / 10) * 10);
    const int minutes = qRound(seconds / 60);
    if (minutes < 60)
        return tr("%1 min").arg(minutes);
    const int rounded = qRound(minutes / 5.0) * 5;
    return rounded % 60 == 0 ? tr("%1 h").arg(rounded / 60) : tr("%1 h %2 min").arg(rounded / 60).arg(rounded % 60);
}

QString requestSum(std::size_t requests, std::size_t endpoints, std::optional<nanoseconds> guess)
{
    const QString sum =
        tr("%1 on %2")
            .arg(counted(requests, "1 request", "%1 requests"), counted(endpoints, "1 endpoint", "%1 endpoints"));
    return guess ? tr("%1, about %2").arg(sum, roughDuration(*guess)) : sum;
}

QString progressText(const LiveSnapshot &snapshot)
{
    const QString done = tr("%1 of %2")
                             .arg(QLocale().toString(static_cast<qulonglong>(snapshot.requestsFinished)),
                                  counted(snapshot.requestsPlanned, "1 request", "%1 requests"));
    return snapshot.timeLeft ? tr("%1 · about %2 left").arg(done, roughDuration(*snapshot.timeLeft)) : done;
}

CurrentWork currentWork(const LiveSnapshot &snapshot, const RunFacts &facts)
{
    if (snapshot.pause) {
        const QString test = testName(snapshot, snapshot.pause->test);
        if (!snapshot.pause->left)
            return {.subject = tr("Resetting the cache"), .detail = tr("before a cold request · %1").arg(test)};
        const auto left = static_cast<int>(std::ceil(toSeconds(*snapshot.pause->left)));
        return {.subject = tr("Waiting"), .detail = tr("%1 s until a cold request · %2").arg(left).arg(test)};
    }
    std::vector<const LiveEndpoint *> busy;
    for (const LiveEndpoint &endpoint : snapshot.endpoints)
        if (endpoint.currentTest >= 0)
            busy.push_back(&endpoint);
    if (busy.empty())
        return {.subject = tr("Connecting"), .detail = {}};

    const LiveEndpoint &first = *busy.front();
    const QString test = testName(snapshot, first.currentTest);
    const QString streams = first.inFlight > 1 ? tr(" · %1 at once").arg(first.inFlight) : QString();
    if (busy.size() == 1)
        return {.subject = first.label, .detail = tr("%1 · %2").arg(test, phaseText(first, facts)) + streams};

    const bool sameTest = std::ranges::all_of(
        busy, [&](const LiveEndpoint *endpoint) { return endpoint->currentTest == first.currentTest; });
    return {.subject = tr("%1 endpoints together").arg(busy.size()), .detail = sameTest ? test : QString()};
}

QString cellText(const LiveCell &cell)
{
    switch (cell.state) {
    case CellState::Waiting:
        return tr("waiting");
    case CellState::Running:
        return cell.failed > 0
            ? tr("running, %1 of %2 done, %3 failed").arg(cell.finished).arg(cell.planned).arg(cell.failed)
            : tr("running, %1 of %2 done").arg(cell.finished).arg(cell.planned);
    case CellState::Done:
        return cell.failed > 0 ? tr("%1 of %2 failed").arg(cell.failed).arg(cell.planned)
                               : tr("done, %1 of %2").arg(cell.finished).arg(cell.planned);
    case CellState::Failed:
        return tr("%1 of %2 failed").arg(cell.failed).arg(cell.planned);
    }
    return {};
}

QString evidenceText(TokenEvidence evidence)
{
    switch (evidence) {
    case TokenEvidence::None:
        return {};
    case TokenEvidence::TokenIds:
        return tr("counted by token ids");
    case TokenEvidence::ContinuousUsage:
    case TokenEvidence::Usage:
        return tr("from usage");
    case TokenEvidence::EngineTimings:
        return tr("from the engine’s timings");
    case TokenEvidence::Chunks:
        return tr("estimated from chunks");
    case TokenEvidence::Characters:
        return tr("guessed from characters");
    }
    return {};
}

QString simulationText(const Endpoint &endpoint)
{
    if (!endpoint.simulation)
        return {};
    if (std::abs(endpoint.simulation->speed - 1) < 1e-9)
        return tr("simulated");
    return tr("simulated %1×").arg(QLocale().toString(endpoint.simulation->speed, 'g', 4));
}

int failureCount(const LiveSnapshot &snapshot)
{
    int count = 0;
    for (const LiveEndpoint &endpoint : snapshot.endpoints)
        count += endpoint.failed;
    return std::max(count, static_cast<int>(snapshot.failures.size()));
}

QString failureSummary(const LiveSnapshot &snapshot)
{
    const int count = failureCount(snapshot);
    if (count == 0)
        return {};
    QMap<QString, int> kinds;
    for (const LiveFailure &failure : snapshot.failures)
        ++kinds[failure.error.kind];
    QStringList parts;
    for (auto kind = kinds.cbegin(); kind != kinds.cend(); ++kind)
        parts.append(tr("%1 × %2").arg(kind.value()).arg(kind.key()));
    const QString total = counted(static_cast<std::size_t>(count), "1 request failed", "%1 requests failed");
    const bool all = count == static_cast<int>(snapshot.failures.size());
    return parts.isEmpty() ? total
        : all
        ? tr("%1: %2").arg(total, parts.join(QStringLiteral(", ")))
        : tr("%1; the latest %2: %3").arg(total).arg(snapshot.failures.size()).arg(parts.join(QStringLiteral(", ")));
}

QString failureText(const LiveFailure &failure, const LiveSnapshot &snapshot)
{
    const auto index = static_cast<std::size_t>(failure.endpoint);
    const QString label = index < snapshot.endpoints.size() ? snapshot.endpoints[index].label : QString();
    const QString message = failure.error.message.isEmpty() ? failure.error.kind : failure.error.message;
    return tr("%1, %2, repetition %3: %4")
        .arg(label, testName(snapshot, failure.test), QString::number(failure.repetition + 1), message);
}

QString resultSummary(const LiveSnapshot &snapshot)
{
    const auto seconds = static_cast<int>(toSeconds(snapshot.at) + 0.5);
    const QString time = seconds < 60 ? tr("%1 s").arg(seconds) : tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    const QString requests = snapshot.requestsFinished == snapshot.requestsPlanned
        ? counted(snapshot.requestsPlanned, "1 request", "%1 requests")
        : tr("%1 of %2")
              .arg(snapshot.requestsFinished)
              .arg(counted(snapshot.requestsPlanned, "1 request", "%1 requests"));
    const QString sum =
        tr("%1 on %2 in %3").arg(requests, counted(snapshot.endpoints.size(), "1 endpoint", "%1 endpoints"), time);
    const int failed = failureCount(snapshot);
    return failed > 0 ? tr("%1, %2 failed").arg(sum).arg(failed) : sum;
}

}
