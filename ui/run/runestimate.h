// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "endpoint/endpoint.h"
#include "runfile/runlibrary.h"
#include "suite/plan.h"

#include <optional>
#include <vector>

namespace streamgauge {

/// How long @p plan will take, from what the same tests took on the same endpoints in saved runs (newest first).
/// Empty where any part has no such basis: no guess is better than a wrong one.
std::optional<nanoseconds> guessDuration(const Plan &plan, const Suite &suite, const std::vector<Endpoint> &endpoints,
                                         const std::vector<RunEntry> &savedRuns);

}
