// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/sweep.h"
#include "figure/xyfigure.h"

namespace streamgauge {

enum class SweepView {
    Throughput, ///< output tokens a second against the load
    Ttft,       ///< the 95th percentile of TTFT against the load
    StreamTps,  ///< TPS of a single stream, mean, against the load
    Pareto,     ///< the 95th percentile of TTFT against throughput: to the right and down is better
};

/// A line a series, the saturation point named. @p test: of sweptTests(); empty: the first.
XyFigure sweepFigure(const Comparison &comparison, SweepView view, const QString &test, const Theme &theme);

}
