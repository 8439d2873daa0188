// SPDX-License-Identifier: Apache-2.0
#include "analysis/check.h"
#include "analysis/rules.h"

#include <algorithm>
#include <array>

namespace streamgauge {

namespace {

/// The registry: in this order within a level.
constexpr std::array rules {
    failuresRule, overLimitRule,      tokenEvidenceRule,   clientBoundRule, coldStartRule,         prefixCacheRule,
    queueingRule, networkRule,        truncatedOutputRule, shortOutputRule, tooFewRepetitionsRule, noisyRule,
    driftRule,    reasoningShareRule, chunkedTokensRule,   rooflineRule,    simulatedRule,
};

}

QString toString(CheckLevel level)
{
    switch (level) {
    case CheckLevel::Info:
        return QStringLiteral("info");
    case CheckLevel::Warning:
        return QStringLiteral("warning");
    case CheckLevel::Error:
        return QStringLiteral("error");
    }
    Q_UNREACHABLE();
}

std::vector<Check> checkSeries(const Run &run, int endpoint)
{
    return checkSeries(run, endpoint, knownHardware());
}

std::vector<Check> checkSeries(const Run &run, int endpoint, std::span<const Hardware> hardware)
{
    const SeriesView series(run, endpoint, hardware);
    std::vector<Check> checks;
    for (const auto rule : rules)
        if (auto check = rule(series))
            checks.push_back(std::move(*check));
    std::ranges::stable_sort(checks, std::ranges::greater(), &Check::level);
    return checks;
}

}
