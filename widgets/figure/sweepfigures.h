// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/sweep.h"
#include "figure/xyfigure.h"

namespace streamgauge {

enum class SweepView {
    Throughput, ///< output tokens a second against the load
    Ttft,       ///< a percentile of TTFT against the load
    Goodput,    ///< requests a second within every SLO against the load, all completed ones beside them
    WithinSlo,  ///< the share of requests within every SLO against the load
    Tpot,       ///< a percentile of TPOT against the load
    TotalTime,  ///< a percentile of Total Time against the load
    StreamTps,  ///< TPS of a single stream, mean, against the load
    Pareto,     ///< a percentile of TTFT against throughput: to the right and down is better
};

/// Of latencies: half of the requests, 95 or 99 of 100 waited no longer.
enum class LatencyPercentile { P50, P95, P99 };

/// A line a series, the saturation point named. @p test: of sweptTests(); empty: the first. Where the test has SLOs,
/// those of the latency are lines, and a level of which fewer requests than the percentile (elsewhere 95 %) were within
/// every SLO is a ring instead of a dot.
XyFigure sweepFigure(const Comparison &comparison, SweepView view, const QString &test, const Theme &theme,
                     LatencyPercentile percentile = LatencyPercentile::P95);

/// How to state SLOs, where there are none.
QString howToStateSlos();

}
