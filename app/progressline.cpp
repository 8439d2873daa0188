// SPDX-License-Identifier: Apache-2.0
#include "progressline.h"

#include <QStringList>

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace streamgauge {

namespace {

void put(const QString &text)
{
    std::fputs(text.toUtf8().constData(), stderr);
    std::fflush(stderr);
}

QString nameOf(const LiveSnapshot &snapshot, int test)
{
    return snapshot.tests.at(static_cast<std::size_t>(test));
}

QString phaseInWords(Phase phase)
{
    switch (phase) {
    case Phase::Warmup:
        return QStringLiteral(" (warm-up)");
    case Phase::Cold:
        return QStringLiteral(" (cold)");
    case Phase::Measured:
        return {};
    }
    Q_UNREACHABLE();
}

QString resultInWords(const LiveTimeline &row)
{
    if (row.failed)
        return QStringLiteral("failed");
    if (row.chunks.empty() || !row.end)
        return QStringLiteral("no token");
    return QStringLiteral("TTFT %1 s, Total Time %2 s")
        .arg(toSeconds(row.chunks.front() - row.sent), 0, 'f', 3)
        .arg(toSeconds(*row.end - row.sent), 0, 'f', 3);
}

}

QString whatRuns(const LiveSnapshot &snapshot)
{
    QStringList running;
    if (snapshot.pause) {
        const QString test = nameOf(snapshot, snapshot.pause->test);
        return snapshot.pause->left ? QStringLiteral("waiting %1 s before a cold request · %2")
                                          .arg(toSeconds(*snapshot.pause->left), 0, 'f', 0)
                                          .arg(test)
                                    : QStringLiteral("resetting the cache before a cold request · %1").arg(test);
    }
    for (const LiveEndpoint &endpoint : snapshot.endpoints)
        if (endpoint.currentTest >= 0)
            running.append(QStringLiteral("%1 · %2 · repetition %3%4")
                               .arg(endpoint.label, nameOf(snapshot, endpoint.currentTest))
                               .arg(endpoint.currentRepetition + 1)
                               .arg(phaseInWords(endpoint.currentPhase)));
    return running.join(QStringLiteral("; "));
}

QString timeLeftInWords(const std::optional<nanoseconds> &left)
{
    if (!left)
        return {};
    const int seconds = static_cast<int>(toSeconds(*left) + 0.5);
    if (seconds < 90)
        return QStringLiteral("about %1 s left").arg(seconds);
    return QStringLiteral("about %1 min left").arg((seconds + 30) / 60);
}

ProgressLine::ProgressLine()
    : m_isTerminal(isatty(STDERR_FILENO) != 0)
{
}

void ProgressLine::show(const LiveSnapshot &snapshot)
{
    if (m_isTerminal)
        redraw(snapshot);
    else
        printFinished(snapshot);
}

void ProgressLine::redraw(const LiveSnapshot &snapshot)
{
    constexpr int barWidth = 24;
    constexpr qsizetype longest = 118;
    const double done = snapshot.requestsPlanned == 0
        ? 1
        : static_cast<double>(snapshot.requestsFinished) / static_cast<double>(snapshot.requestsPlanned);
    const int filled = static_cast<int>(done * barWidth);
    QStringList parts {QStringLiteral("[%1%2] %3/%4")
                           .arg(QString(filled, QLatin1Char('#')), QString(barWidth - filled, QLatin1Char('.')))
                           .arg(snapshot.requestsFinished)
                           .arg(snapshot.requestsPlanned)};
    for (const QString &part : {timeLeftInWords(snapshot.timeLeft), whatRuns(snapshot)})
        if (!part.isEmpty())
            parts.append(part);
    const QString line = parts.join(QStringLiteral("  ")).left(longest);
    put(QLatin1Char('\r') + line + QString(std::max<qsizetype>(m_width - line.size(), 0), QLatin1Char(' ')));
    m_width = line.size();
}

void ProgressLine::printFinished(const LiveSnapshot &snapshot)
{
    for (const LiveTimeline &row : snapshot.timeline) {
        if (!row.end || *row.end <= m_newestEnd)
            continue;
        m_newestEnd = *row.end;
        put(QStringLiteral("[%1/%2] %3 · %4 · repetition %5%6: %7\n")
                .arg(++m_rowsPrinted)
                .arg(snapshot.requestsPlanned)
                .arg(snapshot.endpoints.at(static_cast<std::size_t>(row.endpoint)).label, nameOf(snapshot, row.test))
                .arg(row.repetition + 1)
                .arg(phaseInWords(row.phase), resultInWords(row)));
    }
    for (; m_failuresPrinted < snapshot.failures.size(); ++m_failuresPrinted)
        put(QStringLiteral("  failed: %1\n").arg(snapshot.failures[m_failuresPrinted].error.message));
}

void ProgressLine::clear()
{
    if (m_isTerminal && m_width > 0)
        put(QLatin1Char('\r') + QString(m_width, QLatin1Char(' ')) + QLatin1Char('\r'));
    m_width = 0;
}

}
