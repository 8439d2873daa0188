// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace streamgauge {

struct RawReading
{
    long events = 0;
    double seconds = 0;
    double cpuSeconds = 0;
};

/// The physical limit: opens @p streams connections, asks for @p tokens each, and only reads and finds event ends.
RawReading readRaw(std::uint16_t port, int streams, long tokens, long pace_us);

/// CPU time of this process, all threads, user and system.
double processCpuSeconds();

}
