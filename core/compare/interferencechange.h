// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

#include <array>
#include <optional>

namespace streamgauge {

/// How a metric changed when all ran together, against alone, in percent of alone: TTFT up, TPS down is worse.
struct InterferenceChange
{
    double alone = 0; ///< in the metric's unit: geometric mean over tests and levels
    double together = 0;
    double percent = 0;
    double ci95Low = 0;
    double ci95High = 0;
    bool hasInterval = false;
    bool isShown = false; ///< the interval leaves no change out
    bool isWorse = false;
    int countAlone = 0; ///< requests behind it
    int countTogether = 0;
};

/// Metrics that interference is told of, TTFT and TPS first.
inline constexpr std::array interferenceMetrics {Metric::Ttft, Metric::Tps, Metric::TotalTime};

/// @p metric is one of interferenceMetrics; empty where the series is not of an interference run.
std::optional<InterferenceChange> interferenceChange(const SeriesSummary &series, Metric metric);

/// "+34 % (+28 to +41)"; "+2 % (−1 to +5), not shown"
QString inWords(const InterferenceChange &change);

/// "Together, Llama-70B loses 34 % of TTFT …": who lost most and least. Empty where no series has interference data.
QString interferenceFinding(const Comparison &comparison);

/// How to measure it.
QString howToMeasureInterference();

}
