// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "benchload.h"

#include <cstdint>
#include <vector>

namespace streamgauge {

struct RawReading
{
    long events = 0;
    double seconds = 0;
    double cpuSeconds = 0;
    std::vector<double> ttftErrors_us; ///< by the clock after the read that brought the first token
};

/// The physical limit: opens the connections, asks, and only reads and finds event ends.
RawReading readRaw(std::uint16_t port, const BenchLoad &load);

/// CPU time of this process, all threads, user and system.
double processCpuSeconds();

}
