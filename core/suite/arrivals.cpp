// SPDX-License-Identifier: Apache-2.0
#include "suite/arrivals.h"

#include <cmath>
#include <random>

namespace streamgauge {

namespace {

constexpr std::size_t maxArrivals = 2'000'000;

/// In (0, 1]. Written out, since the distributions of <random> differ between standard libraries.
double uniform(std::mt19937_64 &random)
{
    constexpr int mantissaBits = 53;
    return (static_cast<double>(random() >> (64 - mantissaBits)) + 1) / std::exp2(mantissaBits);
}

}

std::vector<nanoseconds> arrivalTimes(const OpenLoop &load, int repetitions, quint64 seed)
{
    std::mt19937_64 random(seed);
    const double gap_s = 1 / load.requestsPerSecond;
    std::vector<nanoseconds> times;
    double at_s = 0;
    while (times.size() < maxArrivals) {
        // Constant arrivals are multiples of the gap, not a sum that drifts.
        at_s = load.arrivals == Arrivals::Constant ? static_cast<double>(times.size()) * gap_s
                                                   : at_s - std::log(uniform(random)) * gap_s;
        const bool isOver =
            load.duration ? at_s >= toSeconds(*load.duration) : times.size() >= static_cast<std::size_t>(repetitions);
        if (isOver)
            break;
        times.push_back(duration_cast<nanoseconds>(Seconds(at_s)));
    }
    if (times.empty())
        times.push_back(0ns);
    return times;
}

}
