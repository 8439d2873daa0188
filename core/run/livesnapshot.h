// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "metrics/requestrecord.h"
#include "telemetry/livetelemetry.h"

#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace streamgauge {

/// Mean over the warm, completed repetitions so far.
struct RunningMean
{
    double sum = 0;
    int count = 0;

    void add(double value)
    {
        sum += value;
        ++count;
    }
    double mean() const { return count > 0 ? sum / count : 0; }
};

enum class CellState { Waiting, Running, Done, Failed };

/// One test on one endpoint, live.
struct LiveCell
{
    CellState state = CellState::Waiting;
    int planned = 0;  ///< measured and cold requests
    int finished = 0; ///< of them, failed ones included
    int failed = 0;
    bool cold = false; ///< its requests are cold on purpose: the means are theirs
    RunningMean ttft_s;
    RunningMean totalTime_s;
    RunningMean tps;
};

struct LiveEndpoint
{
    QString label;
    int inFlight = 0;
    int completed = 0;
    int failed = 0;
    int currentTest = -1; ///< -1: nothing running
    int currentRepetition = 0;
    Phase currentPhase = Phase::Measured;
    double tps = 0; ///< now, over all its streams; from chunks, so an estimate until the answer's usage comes
    std::optional<double> coldTtft_s;
    RunningMean ttft_s; ///< over all tests, warm
    RunningMean tps_mean;
    TokenEvidence evidence = TokenEvidence::None; ///< of the latest completed request
    /// Tokens per second in each interval of LiveSnapshot::rateInterval since the run's start; each gap's tokens
    /// are spread evenly over it, so that a slow stream is a line and not a comb.
    std::vector<float> rate;
    std::vector<LiveCell> cells; ///< one per test
};

/// One row of the token timeline.
struct LiveTimeline
{
    int endpoint = 0;
    int test = 0;
    int repetition = 0;
    Phase phase = Phase::Measured;
    RunTime sent {};
    std::optional<RunTime> end; ///< empty while in flight
    bool failed = false;
    std::vector<RunTime> chunks; ///< arrival of each chunk with text, thinned to at most 600
};

struct LiveFailure
{
    int endpoint = 0;
    int test = 0;
    int repetition = 0;
    RequestError error;
};

/// The answer shown while it streams: the newest request that has text.
struct LiveAnswer
{
    int endpoint = 0;
    int test = 0;
    int repetition = 0;
    int chunks = 0;
    QString text; ///< its last few thousand characters
    bool reasoning = false;
};

/// Before cold requests: nothing is sent meanwhile.
struct LivePause
{
    int test = 0;
    std::optional<nanoseconds> left {}; ///< of a wait; empty while caches are reset
};

/// The state of a run at one moment, built by the measuring thread when the display asks for it.
struct LiveSnapshot
{
    static constexpr nanoseconds rateInterval = 250ms;

    RunTime at {};
    std::size_t requestsPlanned = 0;
    std::size_t requestsFinished = 0;
    std::optional<nanoseconds> timeLeft; ///< estimate; empty while there is nothing to base it on
    std::vector<QString> tests;
    std::vector<LiveEndpoint> endpoints;
    std::vector<LiveTimeline> timeline; ///< newest last, at most 24
    std::vector<LiveFailure> failures;  ///< newest last, at most 100; endpoints hold the full counts
    LiveAnswer answer;
    std::optional<LivePause> pause;
    std::shared_ptr<const LiveTelemetry> telemetry; ///< of servers and GPUs; null where nothing is asked
};

}
