// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace streamgauge {

/// The one clock of every measurement: monotonic, nanoseconds. Wall time appears once, in a run's header.
using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using namespace std::chrono_literals;

using Seconds = std::chrono::duration<double>;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// Time since a run's start, on Clock.
using RunTime = nanoseconds;

inline double toSeconds(nanoseconds duration)
{
    return Seconds(duration).count();
}

}
