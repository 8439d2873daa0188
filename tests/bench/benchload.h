// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace streamgauge {

/// What the truth server is asked for, by the client as by the raw reader.
struct BenchLoad
{
    enum class Begin { Burst, Evenly };

    const char *name = "";
    int streams = 1;
    int tokens = 1;             ///< of each stream
    int pace_us = 0;            ///< between two tokens of a stream; 0: as fast as they are taken
    Begin begin = Begin::Burst; ///< evenly: spread over beginOver_s
    bool inStep = false;        ///< all streams' tokens at the same moments, as continuous batching gives them
    bool heldUp = false;        ///< the reading thread stands still for HoldUp::length now and then
    bool live = false;          ///< the window shows the run while it goes on
};

constexpr double beginOver_s = 2;

/// @p values are reordered. 0 where there is none.
double quantile(std::vector<double> &values, double q);

}
