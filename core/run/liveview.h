// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/activerequest.h"
#include "run/livesnapshot.h"

#include <memory>
#include <span>

namespace streamgauge {

/// Adds what the requests in flight show: their timeline rows, the rate up to now, and the newest one's answer.
void addRequestsInFlight(LiveSnapshot &snapshot, std::span<const std::unique_ptr<ActiveRequest>> active,
                         TimePoint runStart);

}
