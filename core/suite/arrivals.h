// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suite/suite.h"

namespace streamgauge {

/// When the requests of @p load are due, ascending, since their stage's start; at least one.
/// As many as @p repetitions, or as fall into the load's duration. Same seed, same times, on every machine.
std::vector<nanoseconds> arrivalTimes(const OpenLoop &load, int repetitions, quint64 seed);

}
