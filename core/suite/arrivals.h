// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suite/suite.h"

namespace streamgauge {

/// When the requests of @p load at @p rate (one of its rates) are due, ascending, since their stage's start; at least
/// one. As many as @p repetitions, or as fall into the load's duration. Same seed, same times, on every machine.
/// Gaps: constant; exponential; or gamma with the load's burstiness as shape. A ramp is a change of time of arrivals at
/// a steady rate: the n-th is due when the rate's integral reaches its time (Çinlar, Introduction to Stochastic
/// Processes, 1975, ch. 4).
std::vector<nanoseconds> arrivalTimes(const OpenLoop &load, double rate, int repetitions, quint64 seed);

}
