// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "benchload.h"

#include <cstdint>
#include <vector>

namespace streamgauge {

/// What the measuring client made of a load, its times compared with those in the answers.
struct ClientReading
{
    double seconds = 0;
    double cpuSeconds = 0; ///< of the process: measuring, writing the file and, where it is shown, drawing
    long events = 0;
    int failed = 0;
    int behind = 0; ///< streams that brought fewer tokens than were sent
    std::vector<double> ttftErrors_us;
    std::vector<double> gapErrors_us;
    std::vector<double> busy_ms; ///< GUI thread, where the run is shown
};

ClientReading measure(std::uint16_t port, const BenchLoad &load);

/// From stop() to the saved file, with @p streams open.
double stopMilliseconds(std::uint16_t port, int streams);

/// How late requests are sent that are due at @p perSecond, evenly: sent − scheduled, µs.
std::vector<double> sendingLateness_us(std::uint16_t port, double perSecond);

struct TokenMemory
{
    double bytesPerToken = 0; ///< heap, by which it grows while 16 streams go on; 0: not seen
    double ofWhichText = 0;   ///< bytes of text in a token
};

TokenMemory tokenMemory(std::uint16_t port);

}
