// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/livesnapshot.h"
#include "run/runfacts.h"

#include <QString>

#include <optional>

namespace streamgauge {

// The Run page's sentences. Pure functions: the same words on screen, in tooltips and for screen readers.

/// "a few seconds", "40 s", "4 min", "1 h 20 min": as precise as a guess deserves.
QString roughDuration(nanoseconds duration);

/// "30 requests on 2 endpoints", followed by ", about 4 min" where there is a guess.
QString requestSum(std::size_t requests, std::size_t endpoints, std::optional<nanoseconds> guess);

/// "21 of 30 requests · about 4 min left"
QString progressText(const LiveSnapshot &snapshot);

/// What is being measured now: who (one endpoint, or how many together), and what it does.
struct CurrentWork
{
    QString subject; ///< "Qwen3-32B"
    QString detail;  ///< "Short Prompt, Long Response · repetition 2 of 3"
};
CurrentWork currentWork(const LiveSnapshot &snapshot, const RunFacts &facts);

/// State of one test on one endpoint: "waiting", "running, 1 of 3 done", "done, 3 of 3", "1 of 3 failed".
QString cellText(const LiveCell &cell);

/// How a token count is known: "from usage", "estimated from characters", …; empty while unknown.
QString evidenceText(TokenEvidence evidence);

/// "simulated", "simulated at 10× speed"; empty for a real endpoint.
QString simulationText(const Endpoint &endpoint);

/// "3 requests failed: 2 × truncated, 1 × rate-limited"; empty where none did.
QString failureSummary(const LiveSnapshot &snapshot);

/// "Qwen3-32B, Code Generation, repetition 2: the server closed the stream …"
QString failureText(const LiveFailure &failure, const LiveSnapshot &snapshot);

int failureCount(const LiveSnapshot &snapshot);

/// "30 requests on 2 endpoints in 6 min 12 s, 1 failed": what a run has measured when it ends.
QString resultSummary(const LiveSnapshot &snapshot);

}
