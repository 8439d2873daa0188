// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/latestvalue.h"
#include "run/livesnapshot.h"

#include <atomic>

namespace streamgauge {

/// What the measuring thread and the display share: the display asks, the measuring thread answers when it has a
/// moment.
struct RunLink
{
    LatestValue<LiveSnapshot> snapshots;
    std::atomic<bool> wanted {true}; ///< the display has drawn the last one
};

}
