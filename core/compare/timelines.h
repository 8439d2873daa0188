// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"
#include "metrics/requesttimelines.h"

#include <QPointF>

namespace streamgauge {

/// A series' requests of a test whose tokens can be drawn over time, in the order they were sent.
std::vector<const RequestTimeline *> timelinesOf(const SeriesSummary &series, const QString &test);

/// Names of the series' tests that have such requests.
std::vector<QString> timelineTests(const SeriesSummary &series);

/// The first test that all series with such requests have them of; where there is none, the first series' first one.
/// Empty where there are no such requests.
QString firstCommonTest(const Comparison &comparison);

/// The request in the middle by Total Time, of two the shorter; of the warm ones where there are any, in a sweep of
/// those of its first level: others waited for more company. @p requests is not empty.
std::size_t medianOf(const std::vector<const RequestTimeline *> &requests);

/// Tokens received by then: seconds since it was sent, at each chunk. Counted tokens are spread evenly over the chunks
/// after the first, as only their sum is known; without a count, chunks are counted.
std::vector<QPointF> tokensReceived(const RequestTimeline &request);

struct TokenGap
{
    double from_s = 0; ///< since it was sent
    double to_s = 0;
    double tokens = 0; ///< received at its end
};

/// Gaps between successive chunks of more than @p threshold_s.
std::vector<TokenGap> gapsAbove(const RequestTimeline &request, double threshold_s);

/// What sets a gap apart: five times the longest of the requests' median gaps, at least 50 ms.
double gapThreshold_s(const std::vector<const RequestTimeline *> &requests);

/// "repetition 2, 12.3 s", "concurrency 4, repetition 2, 12.3 s"; with "cold" where it is.
QString nameOf(const RequestTimeline &request);

/// Whether the number of tokens is a guess by characters or chunks.
bool isGuessed(const RequestTimeline &request);

/// One request for each series that is drawn.
struct TimelinePick
{
    std::size_t series = 0; ///< index into the comparison's
    const RequestTimeline *request = nullptr;
};

/// The median request of the first common test of each series that has such.
std::vector<TimelinePick> usualPicks(const Comparison &comparison);

/// "Tokens received of “Short answers”: the request in the middle of each series by Total Time"; empty where nothing
/// can be drawn.
QString timelineFinding(const Comparison &comparison);

/// Why there may be nothing to draw.
QString whyNoTimelines();

}
