// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "suite/plan.h"

#include <optional>
#include <vector>

namespace streamgauge {

/// Decides which request of a stage is sent when. Pure: told the time and what ended, it does nothing itself.
class LoadDriver
{
public:
    struct Send
    {
        PlannedRequest request;
        TimePoint scheduled;   ///< its due time; in a closed loop the moment it could be sent
        bool heldBack = false; ///< due while as many as the load's cap allows were under way
        bool isAdded = false;  ///< not in the plan: a closed loop that goes on for a duration
    };

    /// @p stage must outlive the driver and begins at @p start.
    LoadDriver(const Stage &stage, int endpointCount, TimePoint start);

    /// What may be sent at @p now, and counts as under way from then on; empty where nothing may.
    std::optional<Send> next(TimePoint now);
    void ended(int endpoint, TimePoint now);

    /// When next() is to be called even if nothing ends before.
    std::optional<TimePoint> wakeAt(TimePoint now) const;

    bool isFinished(TimePoint now) const; ///< nothing under way and nothing left to send
    int unsent(int endpoint) const;       ///< planned requests that were not sent

private:
    struct Lane
    {
        std::vector<const PlannedRequest *> requests;
        std::size_t sent = 0;
        int inFlight = 0;
        std::optional<TimePoint> fullUntil; ///< the cap's last place became free
    };

    bool hasMore(const Lane &lane, TimePoint now) const;
    int streamsAllowed(TimePoint now) const;
    bool mayBeSent(const Lane &lane, TimePoint now) const;
    TimePoint dueOf(const Lane &lane) const;
    Send take(Lane &lane, TimePoint now);

    const Stage &m_stage;
    const TimePoint m_start;
    std::vector<Lane> m_lanes; ///< one per endpoint
};

}
