// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/check.h"
#include "analysis/seriesview.h"

#include <optional>

namespace streamgauge {

// Each rule is a pure function of a series; empty where it has nothing to say. Ids, thresholds and their reasons:
// docs/checks.md.

std::optional<Check> failuresRule(const SeriesView &series);
std::optional<Check> overLimitRule(const SeriesView &series);
std::optional<Check> rooflineRule(const SeriesView &series);
std::optional<Check> tokenEvidenceRule(const SeriesView &series);
std::optional<Check> chunkedTokensRule(const SeriesView &series);
std::optional<Check> reasoningShareRule(const SeriesView &series);
std::optional<Check> clientBoundRule(const SeriesView &series);
std::optional<Check> networkRule(const SeriesView &series);
std::optional<Check> queueingRule(const SeriesView &series);
std::optional<Check> coldStartRule(const SeriesView &series);
std::optional<Check> prefixCacheRule(const SeriesView &series);
std::optional<Check> truncatedOutputRule(const SeriesView &series);
std::optional<Check> shortOutputRule(const SeriesView &series);
std::optional<Check> tooFewRepetitionsRule(const SeriesView &series);
std::optional<Check> noisyRule(const SeriesView &series);
std::optional<Check> driftRule(const SeriesView &series);
std::optional<Check> simulatedRule(const SeriesView &series);

}
