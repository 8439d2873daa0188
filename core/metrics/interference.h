// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/requestrecord.h"

#include <optional>
#include <span>

namespace streamgauge {

struct RunHeader;

/// What a metric lost together against alone, in percent: TTFT and Total Time that grew, TPS that shrank. Below 0:
/// gained.
struct Loss
{
    double percent = 0;
    double ci95Low = 0;
    double ci95High = 0;
    int alone = 0; ///< requests behind it
    int together = 0;
    double valueAlone = 0; ///< in the metric's unit: geometric mean over tests and levels of their means
    double valueTogether = 0;
};

/// How much the others on the same machine took away from one endpoint.
struct InterferenceLoss
{
    std::optional<Loss> ttft;
    std::optional<Loss> totalTime;
    std::optional<Loss> tps;
};

/// Of one endpoint's @p records of a run in the order `interference`; empty for other orders and where either half is
/// missing. Warm, completed requests only. The ratio is the geometric mean over tests and load levels of (mean together
/// / mean alone), so that each weighs alike whatever its length; its interval is that of meanRatio(), or the
/// value itself where each test has one.
std::optional<InterferenceLoss> interferenceLoss(const RunHeader &header,
                                                 std::span<const RequestRecord *const> records);

}
