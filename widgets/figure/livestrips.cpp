// SPDX-License-Identifier: Apache-2.0
#include "figure/livestrips.h"

#include "figure/axis.h"
#include "figure/livefigure.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

constexpr double gap = 6;

double titleHeight(const FigureStyle &style)
{
    return std::ceil(QFontMetricsF(style.axis).height());
}

ValueAxis axisOf(const LiveStrip &strip)
{
    if (strip.top > 0)
        return {.top = strip.top, .step = strip.top, .decimals = 0, .ticks = {0, strip.top}};
    double largest = 0;
    for (const StripLine &line : strip.lines)
        for (const QPointF &point : line.points)
            largest = std::max(largest, point.y());
    return valueAxis(largest, 1);
}

/// At most one point a pixel: of those that share one, the highest.
QPolygonF thinned(const QPolygonF &points, double width)
{
    const auto places = static_cast<qsizetype>(std::max(16.0, width));
    const qsizetype bucket = (points.size() + places - 1) / places;
    if (bucket <= 1)
        return points;
    QPolygonF kept;
    for (qsizetype i = 0; i < points.size(); i += bucket) {
        const auto end = points.begin() + std::min(i + bucket, points.size());
        kept.append(*std::max_element(points.begin() + i, end, [](auto a, auto b) { return a.y() < b.y(); }));
    }
    return kept;
}

SceneText text(const QString &line, const QPointF &topLeft, const FigureStyle &style, const QColor &color,
               TextRole role)
{
    const QFontMetricsF metrics(style.axis);
    return {.role = role,
            .rect = {topLeft, QSizeF(metrics.horizontalAdvance(line), metrics.height())},
            .lines = {line},
            .font = style.axis,
            .color = color,
            .halo = {}};
}

QString valueText(double value, const QString &unit)
{
    const int decimals = value == std::floor(value) || value >= 100 ? 0 : 1;
    return QString::number(value, 'f', decimals) + unit;
}

void addFrame(FigureScene &scene, const LiveStrip &strip, const ValueAxis &axis, const QRectF &plot,
              const FigureStyle &style)
{
    const QFontMetricsF metrics(style.axis);
    for (const double tick : {0.0, axis.top}) {
        const double y = plot.bottom() - tick / axis.top * plot.height();
        const double crisp = (std::floor(y / style.pixel) + 0.5) * style.pixel;
        scene.gridLines.push_back(
            {{plot.left(), crisp, plot.right(), crisp}, tick == 0 ? style.theme.border : style.theme.gridLine, 1});
    }
    const QString number = tickText(axis.top, axis);
    const QPointF place(plot.left() - 8 - metrics.horizontalAdvance(number), plot.top() - metrics.height() / 2);
    if (place.x() >= 0)
        scene.texts.push_back(text(number, place, style, style.theme.mutedText, TextRole::Tick));
    const QPointF titlePlace(plot.left(), plot.top() - titleHeight(style) - 1);
    if (titlePlace.x() + metrics.horizontalAdvance(strip.title) <= scene.size.width())
        scene.texts.push_back(text(strip.title, titlePlace, style, style.theme.mutedText, TextRole::Title));
}

void addLines(FigureScene &scene, const LiveStrip &strip, const ValueAxis &axis, const QRectF &plot, double end_s,
              double labelWidth, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.axis);
    std::vector<double> wanted;
    for (const StripLine &line : strip.lines) {
        QPolygonF points = thinned(line.points, plot.width());
        for (QPointF &point : points)
            point = {plot.left() + std::clamp(point.x() / end_s, 0.0, 1.0) * plot.width(),
                     plot.bottom() - std::clamp(point.y() / axis.top, 0.0, 1.0) * plot.height()};
        wanted.push_back(points.last().y());
        scene.curves.push_back({points, line.paint, 1.5});
    }
    // The newest values at the right, where there is room for all of them.
    const double low = plot.top() - titleHeight(style) / 2;
    const double high = plot.bottom();
    if (static_cast<double>(wanted.size() - 1) * metrics.height() > high - low)
        return;
    const std::vector<double> middles = spread(wanted, metrics.height(), low, high);
    for (std::size_t i = 0; i < strip.lines.size(); ++i) {
        const QString value = valueText(strip.lines[i].points.last().y(), strip.unit);
        if (metrics.horizontalAdvance(value) <= labelWidth)
            scene.texts.push_back(text(value, {plot.right() + 12, middles[i] - metrics.height() / 2}, style,
                                       strip.lines[i].paint.color, TextRole::Value));
    }
}

}

double stripHeight(const FigureStyle &style, double plotHeight)
{
    return gap + titleHeight(style) + 1 + plotHeight;
}

double stripTickWidth(const std::vector<LiveStrip> &strips, const FigureStyle &style)
{
    double widest = 0;
    for (const LiveStrip &strip : strips) {
        const ValueAxis axis = axisOf(strip);
        widest = std::max(widest, QFontMetricsF(style.axis).horizontalAdvance(tickText(axis.top, axis)));
    }
    return widest;
}

void addStrips(FigureScene &scene, const std::vector<LiveStrip> &strips, const QRectF &area, double end_s,
               double labelWidth, const FigureStyle &style, double plotHeight)
{
    double bottom = area.top();
    for (const LiveStrip &strip : strips) {
        bottom += stripHeight(style, plotHeight);
        if (bottom > area.bottom() + 0.5)
            return;
        const QRectF plot(area.left(), bottom - plotHeight, area.width(), plotHeight);
        const ValueAxis axis = axisOf(strip);
        scene.plots.push_back(plot);
        scene.tops.push_back(axis.top);
        addFrame(scene, strip, axis, plot, style);
        addLines(scene, strip, axis, plot, end_s, labelWidth, style);
    }
}

}
