// SPDX-License-Identifier: Apache-2.0
#include "figure/tokenfigure.h"

#include "figure/figureseries.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

/// A line of thousands of steps looks as one of some: every n-th, the first and the last always.
std::vector<QPointF> thinned(const std::vector<QPointF> &points)
{
    constexpr std::size_t most = 2000;
    if (points.size() <= most)
        return points;
    std::vector<QPointF> kept;
    for (std::size_t i = 0; i < most; ++i)
        kept.push_back(points[i * (points.size() - 1) / (most - 1)]);
    return kept;
}

/// "80 ms", "1.2 s"
QString shortTime(double seconds)
{
    return seconds < 1 ? QStringLiteral("%1 ms").arg(std::round(seconds * 1000))
                       : QStringLiteral("%1 s").arg(QString::number(seconds, 'g', 3));
}

void addRequest(XyFigure &figure, const FigureSeries &paint, const RequestTimeline &request, double threshold_s)
{
    std::vector<QPointF> points = tokensReceived(request);
    const QPointF first = points.front();
    points.insert(points.begin(), QPointF(0, 0));
    points.insert(points.begin() + 1, QPointF(first.x(), 0));
    figure.series.push_back(
        {.label = paint.label, .paint = paint.paint, .form = XyForm::Line, .points = thinned(points)});
    figure.series.push_back({.label = {},
                             .paint = paint.paint,
                             .form = XyForm::Dots,
                             .points = {first},
                             .pointLabels = {QStringLiteral("TTFT %1").arg(shortTime(request.ttft_s))}});
    XySeries gaps {.label = {}, .paint = paint.paint, .form = XyForm::Dots, .points = {}};
    for (const TokenGap &gap : gapsAbove(request, threshold_s)) {
        gaps.points.emplace_back(gap.to_s, gap.tokens);
        gaps.pointLabels.append(shortTime(gap.to_s - gap.from_s));
        gaps.hollow.push_back(true);
    }
    if (!gaps.points.empty())
        figure.series.push_back(gaps);
}

}

XyFigure tokenFigure(const Comparison &comparison, const std::vector<TimelinePick> &picks,
                     std::optional<double> threshold_s, const Theme &theme)
{
    XyFigure figure;
    if (picks.empty()) {
        figure.message = whyNoTimelines();
        return figure;
    }
    std::vector<const RequestTimeline *> requests;
    for (const TimelinePick &pick : picks)
        requests.push_back(pick.request);
    const double threshold = threshold_s.value_or(gapThreshold_s(requests));
    const bool anyCounted =
        std::ranges::any_of(requests, [](const RequestTimeline *one) { return one->outputTokens.has_value(); });
    figure.x = {.title = QStringLiteral("Seconds since the request was sent")};
    figure.y = {.title = anyCounted ? QStringLiteral("Tokens received") : QStringLiteral("Chunks received")};
    figure.note = QStringLiteral("● first token \u00A0 ○ gap above %1").arg(shortTime(threshold));
    if (const QString guess = guessNote(comparison, picks); !guess.isEmpty())
        figure.note += QStringLiteral(" \u00A0 ") + guess;
    const std::vector<FigureSeries> paints = figureSeries(comparison, theme);
    for (const TimelinePick &pick : picks) {
        addRequest(figure, paints[pick.series], *pick.request, threshold);
        figure.simulated = figure.simulated || comparison.series[pick.series].simulated;
    }
    return figure;
}

TimelineFigure chunkFigure(const Comparison &comparison, const std::vector<TimelinePick> &picks, const Theme &theme)
{
    TimelineFigure figure;
    const std::vector<FigureSeries> paints = figureSeries(comparison, theme);
    for (const TimelinePick &pick : picks) {
        TimelineRow row {.label = paints[pick.series].label,
                         .color = paints[pick.series].paint.color,
                         .sent_s = 0,
                         .end_s = pick.request->totalTime_s,
                         .failed = false,
                         .chunks_s = {}};
        for (const QPointF &point : tokensReceived(*pick.request))
            row.chunks_s.push_back(point.x());
        figure.rows.push_back(std::move(row));
    }
    return figure;
}

QString guessNote(const Comparison &comparison, const std::vector<TimelinePick> &picks)
{
    QStringList names;
    for (const TimelinePick &pick : picks)
        if (isGuessed(*pick.request))
            names.append(comparison.series[pick.series].label);
    if (names.isEmpty())
        return {};
    return names.size() == static_cast<qsizetype>(picks.size())
        ? QStringLiteral("tokens guessed from characters or chunks")
        : QStringLiteral("guessed from characters or chunks: %1").arg(names.join(QStringLiteral(", ")));
}

}
