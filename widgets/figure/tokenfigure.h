// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/timelines.h"
#include "figure/timelinefigure.h"
#include "figure/xyfigure.h"

namespace streamgauge {

/// Tokens received against the seconds since each request was sent: a line a pick, TTFT a dot, gaps above
/// @p threshold_s (empty: gapThreshold_s()) rings with their length.
XyFigure tokenFigure(const Comparison &comparison, const std::vector<TimelinePick> &picks,
                     std::optional<double> threshold_s, const Theme &theme);

/// The same requests as rows of chunks, all sent at 0.
TimelineFigure chunkFigure(const Comparison &comparison, const std::vector<TimelinePick> &picks, const Theme &theme);

/// Whose tokens are guessed: "Tokens of A, B are guessed …"; empty where all are counted.
QString guessNote(const Comparison &comparison, const std::vector<TimelinePick> &picks);

}
