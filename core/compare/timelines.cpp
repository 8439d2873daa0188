// SPDX-License-Identifier: Apache-2.0
#include "compare/timelines.h"

#include "metrics/averages.h"

#include <algorithm>
#include <numeric>

namespace streamgauge {

namespace {

constexpr double microsecond_s = 1e-6;

/// That of the first warm request, else of the first.
QString firstWarmLevel(const std::vector<const RequestTimeline *> &requests)
{
    const auto warm = std::ranges::find(requests, false, &RequestTimeline::cold);
    return warm == requests.end() ? requests.front()->level : (*warm)->level;
}

bool hasTest(const SeriesSummary &series, const QString &test)
{
    return !timelinesOf(series, test).empty();
}

}

std::vector<const RequestTimeline *> timelinesOf(const SeriesSummary &series, const QString &test)
{
    std::vector<const RequestTimeline *> found;
    if (!series.timelines)
        return found;
    for (const RequestTimeline &request : series.timelines->requests)
        if (series.tests.at(std::size_t(request.test)).name == test)
            found.push_back(&request);
    return found;
}

std::vector<QString> timelineTests(const SeriesSummary &series)
{
    std::vector<QString> names;
    for (const TestSummary &test : series.tests)
        if (std::ranges::find(names, test.name) == names.end() && hasTest(series, test.name))
            names.push_back(test.name);
    return names;
}

QString firstCommonTest(const Comparison &comparison)
{
    QString first;
    for (const QString &test : testNames(comparison)) {
        const bool isCommon = std::ranges::all_of(
            comparison.series, [&](const SeriesSummary &series) { return !series.timelines || hasTest(series, test); });
        const bool isAny =
            std::ranges::any_of(comparison.series, [&](const SeriesSummary &series) { return hasTest(series, test); });
        if (isCommon && isAny)
            return test;
        if (isAny && first.isEmpty())
            first = test;
    }
    return first;
}

std::size_t medianOf(const std::vector<const RequestTimeline *> &requests)
{
    Q_ASSERT(!requests.empty());
    std::vector<std::size_t> order(requests.size());
    std::iota(order.begin(), order.end(), 0);
    const bool anyWarm = std::ranges::any_of(requests, [](const RequestTimeline *one) { return !one->cold; });
    std::erase_if(order, [&](std::size_t i) {
        return (anyWarm && requests[i]->cold) || requests[i]->level != firstWarmLevel(requests);
    });
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return requests[i]->totalTime_s; });
    return order[(order.size() - 1) / 2];
}

std::vector<QPointF> tokensReceived(const RequestTimeline &request)
{
    const auto gaps = static_cast<double>(request.chunkGaps_us.size());
    const double first = request.outputTokens ? std::min(request.firstChunkTokens, *request.outputTokens) : 1;
    const double perChunk = request.outputTokens && gaps > 0 ? (*request.outputTokens - first) / gaps : 1;
    std::vector<QPointF> points {{request.ttft_s, first}};
    points.reserve(request.chunkGaps_us.size() + 1);
    double at_s = request.ttft_s;
    for (std::size_t i = 0; i < request.chunkGaps_us.size(); ++i) {
        at_s += request.chunkGaps_us[i] * microsecond_s;
        points.emplace_back(at_s, first + perChunk * static_cast<double>(i + 1));
    }
    return points;
}

std::vector<TokenGap> gapsAbove(const RequestTimeline &request, double threshold_s)
{
    std::vector<TokenGap> gaps;
    const std::vector<QPointF> points = tokensReceived(request);
    for (std::size_t i = 1; i < points.size(); ++i)
        if (request.chunkGaps_us[i - 1] * microsecond_s > threshold_s)
            gaps.push_back({points[i - 1].x(), points[i].x(), points[i].y()});
    return gaps;
}

double gapThreshold_s(const std::vector<const RequestTimeline *> &requests)
{
    constexpr double farFromUsual = 5;
    constexpr double noticeable_s = 0.05;
    double longest_s = 0;
    for (const RequestTimeline *request : requests)
        if (!request->chunkGaps_us.empty())
            longest_s = std::max(longest_s,
                                 microsecond_s * median({request->chunkGaps_us.begin(), request->chunkGaps_us.end()}));
    return std::max(noticeable_s, farFromUsual * longest_s);
}

QString nameOf(const RequestTimeline &request)
{
    QStringList parts;
    if (!request.level.isEmpty())
        parts.append(request.level);
    parts.append(QStringLiteral("repetition %1").arg(request.repetition + 1));
    if (request.cold)
        parts.append(QStringLiteral("cold"));
    parts.append(
        QStringLiteral("%1 s").arg(QString::number(request.totalTime_s, 'f', request.totalTime_s < 10 ? 2 : 1)));
    return parts.join(QStringLiteral(", "));
}

bool isGuessed(const RequestTimeline &request)
{
    return request.evidence == TokenEvidence::Characters || request.evidence == TokenEvidence::Chunks
        || !request.outputTokens;
}

std::vector<TimelinePick> usualPicks(const Comparison &comparison)
{
    std::vector<TimelinePick> picks;
    const QString test = firstCommonTest(comparison);
    for (std::size_t i = 0; i < comparison.series.size(); ++i)
        if (const auto requests = timelinesOf(comparison.series[i], test); !requests.empty())
            picks.push_back({i, requests[medianOf(requests)]});
    return picks;
}

QString timelineFinding(const Comparison &comparison)
{
    const QString test = firstCommonTest(comparison);
    return test.isEmpty()
        ? QString()
        : QStringLiteral("Tokens received over time, “%1”: the median request by Total Time").arg(test);
}

QString whyNoTimelines()
{
    return QStringLiteral(
        "No request here has the times of its single tokens: runs keep them of streamed answers of two "
        "chunks or more.");
}

}
