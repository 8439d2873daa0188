// SPDX-License-Identifier: Apache-2.0
#include "figure/distributionfigures.h"

#include "figure/figureseries.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

bool anySimulated(const Comparison &comparison)
{
    return std::ranges::any_of(comparison.series, &SeriesSummary::simulated);
}

QString axisTitle(Metric metric)
{
    return QStringLiteral("%1 (%2)").arg(info(metric).title, info(metric).unit);
}

QString nothingText(Metric metric)
{
    return QStringLiteral("No request has a %1 here.").arg(info(metric).title);
}

/// Of many requests every n-th, but the largest value of each group: no cold start gets lost.
std::vector<QPointF> thinned(const std::vector<QPointF> &points)
{
    constexpr std::size_t most = 1000;
    if (points.size() <= most)
        return points;
    std::vector<QPointF> kept;
    for (std::size_t group = 0; group < most; ++group) {
        const auto begin = points.begin() + std::ptrdiff_t(group * points.size() / most);
        const auto end = points.begin() + std::ptrdiff_t((group + 1) * points.size() / most);
        kept.push_back(*std::max_element(begin, end, [](const QPointF &a, const QPointF &b) { return a.y() < b.y(); }));
    }
    return kept;
}

}

XyFigure ecdfFigure(const Comparison &comparison, const DistributionChoice &choice, const Theme &theme)
{
    XyFigure figure;
    figure.x = {.title = axisTitle(choice.metric)};
    figure.y = {.title = QStringLiteral("Share of requests (%)"), .most = 100};
    figure.simulated = anySimulated(comparison);
    const std::vector<FigureSeries> paints = figureSeries(comparison, theme);
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        const auto values = distributionOf(comparison.series[i], choice.metric, choice.test, comparison.cold);
        if (values.empty())
            continue;
        std::vector<QPointF> steps = ecdf(values);
        for (QPointF &step : steps)
            step.setY(step.y() * 100);
        figure.series.push_back(
            {.label = paints[i].label, .paint = paints[i].paint, .form = XyForm::Steps, .points = std::move(steps)});
    }
    if (figure.series.empty())
        figure.message = nothingText(choice.metric);
    return figure;
}

BoxFigure boxFigure(const Comparison &comparison, const DistributionChoice &choice, const Theme &theme)
{
    BoxFigure figure;
    figure.axisTitle = axisTitle(choice.metric);
    figure.decimals = info(choice.metric).decimals;
    figure.simulated = anySimulated(comparison);
    const std::vector<FigureSeries> paints = figureSeries(comparison, theme);
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        const auto values = distributionOf(comparison.series[i], choice.metric, choice.test, comparison.cold);
        if (!values.empty())
            figure.rows.push_back({paints[i].label, paints[i].paint, boxNumbers(values)});
    }
    return figure;
}

XyFigure sequenceFigure(const Comparison &comparison, const DistributionChoice &choice, const Theme &theme)
{
    XyFigure figure;
    figure.x = {.title = QStringLiteral("Request, in the order they were sent")};
    figure.y = {.title = axisTitle(choice.metric)};
    figure.simulated = anySimulated(comparison);
    const std::vector<FigureSeries> paints = figureSeries(comparison, theme);
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        const SeriesSummary &series = comparison.series[i];
        std::vector<QPointF> points;
        int number = 0;
        for (const RequestPoint &point : series.requests) {
            if (!choice.test.isEmpty() && series.tests[std::size_t(point.test)].name != choice.test)
                continue;
            ++number;
            if (const float value = valueOf(point, choice.metric); std::isfinite(value))
                points.emplace_back(number, value);
        }
        if (points.empty())
            continue;
        figure.series.push_back({.label = paints[i].label,
                                 .paint = paints[i].paint,
                                 .form = points.size() > 200 ? XyForm::Dots : XyForm::LineWithDots,
                                 .points = thinned(points)});
    }
    if (figure.series.empty())
        figure.message = nothingText(choice.metric);
    return figure;
}

}
