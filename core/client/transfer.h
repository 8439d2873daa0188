// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/readclock.h"
#include "client/transport.h"

#include <algorithm>

namespace streamgauge {

/// What a transfer is by whichever way it goes: over libcurl, or over a plain socket read by ourselves.
class Transport::Transfer
{
public:
    Transfer() = default;
    virtual ~Transfer() = default;
    Transfer(const Transfer &) = delete;
    Transfer &operator=(const Transfer &) = delete;

    virtual void cancel() = 0; ///< deletes it; the observer is not called

    /// When what is being read arrived: within one transfer never before anything earlier.
    TimePoint arrival(ReadClock &reads)
    {
        lastArrival = std::max(lastArrival, reads.arrival());
        return lastArrival;
    }

    TransferObserver *observer = nullptr;
    std::shared_ptr<const HttpTarget> target;
    std::shared_ptr<const QByteArray> body;
    TimePoint started;
    TimePoint lastArrival;
};

}
