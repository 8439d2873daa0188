// SPDX-License-Identifier: Apache-2.0
// cold-start, prefix-cache: first requests that are not like the others.
#include "analysis/rules.h"
#include "metrics/telemetrysummary.h"

#include <algorithm>

namespace streamgauge {

namespace {

constexpr double coldRatio = 1.5;    // of the first TTFT to the warm median
constexpr double leastCold_s = 0.02; // below that, no reader is misled
constexpr int leastPrompt = 256;     // shorter prompts are prefilled in a moment, cached or not
constexpr double leastHit = 0.1;     // of a prompt's tokens; chat templates alone are a few
constexpr double leastHitRate = 0.1; // of all prompt tokens, by the server's counters
constexpr double asFastAsShort = 1.3;

/// Warm requests like the first one: of its test, at the load it ran first.
std::vector<double> warmTtfts(const SeriesView &series)
{
    for (const RequestGroup &group : series.groups) {
        if (group.test != series.first->test || group.isCold)
            continue;
        auto values = valuesOf(group.measured, timeToFirstToken);
        if (series.first->phase == Phase::Measured && !values.empty() && group.measured.front() == series.first)
            values.erase(values.begin());
        if (!values.empty())
            return values;
    }
    return {};
}

QString coldConsequence(const SeriesView &series)
{
    const auto warm = valuesOf(series.measured, timeToFirstToken);
    Records withFirst = series.measured;
    if (series.first->phase == Phase::Cold)
        withFirst.push_back(series.first);
    const auto all = valuesOf(withFirst, timeToFirstToken);
    if (warm.empty())
        return {};
    if (series.first->phase == Phase::Measured)
        return QStringLiteral("It is in the averages: they give a mean TTFT of %1 where the median is %2.")
            .arg(secondsText(mean(warm)), secondsText(median(warm)));
    return QStringLiteral("It is kept apart: with it the mean TTFT would be %1, without it %2; the median is %3.")
        .arg(secondsText(mean(all)), secondsText(mean(warm)), secondsText(median(all)));
}

/// Requests of a group that the server says it answered from its cache.
struct Hits
{
    std::size_t requests = 0;
    std::size_t of = 0;
    double tokens = 0;
    double promptTokens = 0;
};

Hits hitsOf(const RequestGroup &group)
{
    Hits hits;
    for (const RequestRecord *record : group.measured) {
        const int prompt = record->promptTokens.value_or(0);
        const int cached = record->cachedTokens.value_or(0);
        if (prompt < leastPrompt)
            continue;
        ++hits.of;
        hits.promptTokens += prompt;
        hits.tokens += cached;
        hits.requests += cached >= leastHit * prompt ? 1 : 0;
    }
    return hits;
}

QString hitsText(const SeriesView &series, const RequestGroup &group, const Hits &hits)
{
    return QStringLiteral("%1: the server answered %2 of %3 from its prefix cache (%4 of their prompt tokens).%5")
        .arg(series.nameOf(group))
        .arg(hits.requests)
        .arg(countText(hits.of, QStringLiteral("request"), QStringLiteral("requests")),
             percentText(hits.tokens / hits.promptTokens),
             group.isCold ? QStringLiteral(" They were meant to be cold.") : QString());
}

/// The shortest wait of the other tests: what a short prompt takes.
std::optional<double> shortestOther(const SeriesView &series, const RequestGroup &group)
{
    std::optional<double> least;
    for (const RequestGroup &other : series.groups) {
        const auto values = valuesOf(other.measured, timeToFirstToken);
        if (other.test == group.test || values.empty() || !series.isOneByOne(other))
            continue;
        least = std::min(least.value_or(median(values)), median(values));
    }
    return least;
}

QString collapseText(const SeriesView &series, const RequestGroup &group, const Collapse &collapse)
{
    QStringList later;
    for (const double value : collapse.later_s)
        later.append(secondsText(value));
    const QString then = later.size() <= 3
        ? listText(later)
        : QStringLiteral("%1 to %2")
              .arg(secondsText(std::ranges::min(collapse.later_s)), secondsText(std::ranges::max(collapse.later_s)));
    QString text = QStringLiteral("%1: %2 to the first token, then %3: the repetitions were not prefilled anew.")
                       .arg(series.nameOf(group), secondsText(collapse.first_s), then);
    const auto shortest = shortestOther(series, group);
    if (shortest && median(collapse.later_s) <= asFastAsShort * *shortest)
        text += QStringLiteral(" They are as fast as a short prompt (%1).").arg(secondsText(*shortest));
    return text;
}

bool tellsCachedTokens(const Records &records)
{
    return std::ranges::any_of(records, [](const RequestRecord *record) { return record->cachedTokens.has_value(); });
}

}

std::optional<Check> coldStartRule(const SeriesView &series)
{
    if (!series.first)
        return std::nullopt;
    const auto first = timeToFirstToken(*series.first);
    const auto warm = warmTtfts(series);
    if (!first || warm.empty())
        return std::nullopt;
    const double cold_s = toSeconds(*first);
    const double warm_s = median(warm);
    if (cold_s < coldRatio * warm_s || cold_s - warm_s < leastCold_s)
        return std::nullopt;
    const bool isMixedIn = series.first->phase == Phase::Measured;
    return Check {
        .id = QStringLiteral("cold-start"),
        .level = isMixedIn ? CheckLevel::Warning : CheckLevel::Info,
        .message =
            QStringLiteral("The first request took %1 to its first token, %2 as long as the same request "
                           "when warm (%3). %4")
                .arg(secondsText(cold_s), timesText(cold_s / warm_s), secondsText(warm_s), coldConsequence(series)),
        .advice = isMixedIn ? QStringLiteral("Quote the median, or run again with a warm-up request.")
                            : QStringLiteral("Quote warm and cold TTFT apart; say which one is meant.")};
}

std::optional<Check> prefixCacheRule(const SeriesView &series)
{
    QStringList texts;
    for (const RequestGroup &group : series.groups) {
        if (tellsCachedTokens(group.completed)) {
            if (const Hits hits = hitsOf(group); hits.requests > 0)
                texts.append(hitsText(series, group, hits));
        } else if (const auto collapse = ttftCollapse(series, group)) {
            texts.append(collapseText(series, group, *collapse));
        }
    }
    if (texts.isEmpty() && !tellsCachedTokens(series.completed))
        if (const auto hits = serverSummary(series.run, series.endpoint).prefixCache;
            hits && hits->share() >= leastHitRate)
            texts.append(QStringLiteral("By the server's counters %1 of all prompt tokens came from its prefix cache.")
                             .arg(percentText(hits->share())));
    if (texts.isEmpty())
        return std::nullopt;
    return Check {.id = QStringLiteral("prefix-cache"),
                  .level = CheckLevel::Warning,
                  .message = texts.join(QLatin1Char(' ')),
                  .advice = QStringLiteral("These TTFTs are not the prefill of a new prompt. To measure that, set "
                                           "“prompt_cache: avoid” in the suite; else say that prompts were cached.")};
}

}
