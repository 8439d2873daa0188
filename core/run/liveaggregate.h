// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/gaplist.h"
#include "run/livesnapshot.h"
#include "suite/plan.h"

#include <QStringList>

#include <deque>
#include <vector>

namespace streamgauge {

/// Counts what happens in a run, as it happens, for the display. Lives on the measuring thread: every update is a few
/// additions; snapshot() is called at display rate at most.
class LiveAggregate
{
public:
    LiveAggregate(const Suite &suite, const QStringList &labels, const Plan &plan);

    void requestStarted(const PlannedRequest &request, RunTime at);
    /// @p count more (or, below 0, fewer) measured requests than in the plan.
    void planChanged(int endpoint, int test, int count);
    /// Nothing is sent before @p test's next request: until a time, or until caches are reset.
    void pauseStarted(int test, std::optional<RunTime> until);
    void pauseEnded();
    /// @p tokens arrived at @p to, the one before them at @p from.
    void addTokens(int endpoint, RunTime from, RunTime to, int tokens);
    void requestFinished(const RequestRecord &record);

    /// Without timeline rows and answer of requests in flight, which only their owner knows.
    LiveSnapshot snapshot(RunTime now) const;

private:
    struct Remaining
    {
        int planned = 0;
        int finished = 0;
        double perSecond = 0; ///< a load's rate; 0 in a closed loop
        int concurrency = 1;
        std::optional<nanoseconds> duration; ///< of a closed loop that goes on for so long, all its levels together
        std::optional<RunTime> begun;
        nanoseconds wait {}; ///< before each of its cold requests
    };

    static void settle(LiveCell &cell);
    void finishInCell(LiveCell &cell, const RequestRecord &record);
    bool isAveraged(const LiveCell &cell, const RequestRecord &record) const;
    double waited_s(RunTime now) const;
    std::optional<nanoseconds> timeLeft(RunTime now) const;
    std::optional<double> expectedSeconds(std::size_t endpoint, std::size_t test) const;

    LiveSnapshot m_state;
    std::deque<LiveTimeline> m_finished; ///< newest last
    std::optional<RunTime> m_pauseUntil;
    std::vector<bool> m_isWarmup; ///< by stage
    Order m_order;
    std::vector<int> m_maxTokens;
    std::vector<std::vector<Remaining>> m_remaining; ///< [endpoint][test], warm-ups too
    std::vector<RunningMean> m_secondsPerLimitToken; ///< per endpoint
};

/// Adds @p tokens spread evenly over [@p from, @p to] to the intervals of a rate.
void spreadTokens(std::vector<float> &rate, RunTime from, RunTime to, double tokens);

/// Chunk times from @p first on, thinned evenly to at most 600.
std::vector<RunTime> thinnedChunks(RunTime first, const std::vector<std::uint32_t> &gaps_us);
std::vector<RunTime> thinnedChunks(RunTime first, const GapList &gaps);

}
