// SPDX-License-Identifier: Apache-2.0
#include "figure/livefigure.h"

#include "figure/axis.h"
#include "figure/textfit.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

struct LineEnd
{
    QString name;
    QString value; ///< never elided
    QColor color;
    double y = 0;
};

QString valueText(const LiveLine &line)
{
    const QString number = QString::number(line.now, 'f', 1);
    return line.isMean ? QStringLiteral("mean %1").arg(number) : number;
}

QString lineText(const LineEnd &end)
{
    return end.name + QLatin1Char(' ') + end.value;
}

QFont bold(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

double largestRate(const LiveFigure &figure)
{
    double largest = 0;
    for (const LiveLine &line : figure.lines)
        for (const float rate : line.rate)
            largest = std::max(largest, static_cast<double>(rate)); // false for NaN
    return largest;
}

bool hasRate(const LiveLine &line)
{
    return std::ranges::any_of(line.rate, [](float rate) { return rate > 0; });
}

SceneText text(TextRole role, const QString &line, const QPointF &topLeft, const QFont &font, const QColor &color)
{
    const QFontMetricsF metrics(font);
    return {.role = role,
            .rect = {topLeft, QSizeF(metrics.horizontalAdvance(line), metrics.height())},
            .lines = {line},
            .font = font,
            .color = color,
            .halo = {}};
}

void addValueAxis(FigureScene &scene, const ValueAxis &axis, const QRectF &plot, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.axis);
    for (const double tick : axis.ticks) {
        const double y = plot.bottom() - tick / axis.top * plot.height();
        const double crisp = (std::floor(y / style.pixel) + 0.5) * style.pixel;
        scene.gridLines.push_back(
            {{plot.left(), crisp, plot.right(), crisp}, tick == 0 ? style.theme.border : style.theme.gridLine, 1});
        const QString number = tickText(tick, axis);
        const QPointF place(plot.left() - 8 - metrics.horizontalAdvance(number), y - metrics.height() / 2);
        if (place.x() >= 0)
            scene.texts.push_back(text(TextRole::Tick, number, place, style.axis, style.theme.mutedText));
    }
}

/// @p plot is the whole area above the numbers, strips included.
void addTimeAxis(FigureScene &scene, const TimeAxis &axis, const QRectF &plot, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.axis);
    double free = 0;
    for (const double tick : axis.ticks_s) {
        const QString time = timeText(tick, axis.step_s);
        const double width = metrics.horizontalAdvance(time);
        const double x = plot.left() + tick / axis.end_s * plot.width() - width / 2;
        if (x < free || x + width > scene.size.width() || plot.bottom() + 8 + metrics.height() > scene.size.height())
            continue;
        free = x + width + 8;
        scene.texts.push_back(text(TextRole::Tick, time, {x, plot.bottom() + 8}, style.axis, style.theme.mutedText));
    }
}

/// The lines with the highest rates where there is no room for all of them.
void addEndLabels(FigureScene &scene, std::vector<LineEnd> ends, const QRectF &plot, double width,
                  const FigureStyle &style)
{
    QFont font = bold(style.legend);
    while (font.pixelSize() > style.smallestCategory
           && QFontMetricsF(font).height() * static_cast<double>(ends.size()) > plot.height())
        font.setPixelSize(font.pixelSize() - 1);
    const QFontMetricsF metrics(font);
    const auto room = static_cast<std::size_t>(plot.height() / metrics.height());
    if (room == 0)
        return;
    if (ends.size() > room) {
        std::ranges::stable_sort(ends, {}, &LineEnd::y);
        const auto left = ends.size() - room + 1;
        ends.resize(room - 1);
        ends.push_back({{}, QStringLiteral("+ %1 more").arg(left), style.theme.mutedText, plot.bottom()});
    }
    std::vector<double> wanted;
    for (const LineEnd &end : ends)
        wanted.push_back(end.y);
    const double half = metrics.height() / 2;
    const std::vector<double> middles = spread(wanted, metrics.height(), plot.top() + half, plot.bottom() - half);
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const double valueWidth = metrics.horizontalAdvance(QLatin1Char(' ') + ends[i].value);
        ends[i].name = elided(ends[i].name, metrics, width - valueWidth);
        const QString shown = lineText(ends[i]).trimmed();
        if (metrics.horizontalAdvance(shown) <= width)
            scene.texts.push_back(
                text(TextRole::Legend, shown, {plot.right() + 12, middles[i] - half}, font, ends[i].color));
    }
}

double labelWidth(const LiveFigure &figure, double width, const FigureStyle &style)
{
    const QFontMetricsF metrics(bold(style.legend));
    double widest = 0;
    // Room for “mean” from the beginning: the plot must not jump when a model has ended.
    for (const LiveLine &line : figure.lines)
        widest = std::max(widest, metrics.horizontalAdvance(line.label + QStringLiteral(" mean 888.8")));
    constexpr double oneName = 150; // of a usual length, with its number
    return std::min(std::ceil(widest), std::max(width * 0.3, std::min(oneName, width * 0.4)));
}

/// What the strips take below a plot that stays high enough to be read.
double stripsHeight(const LiveFigure &figure, double available, const FigureStyle &style)
{
    constexpr double lowestPlot = 72;
    const double fitting = std::floor((available - lowestPlot) / stripHeight(style));
    return std::clamp(fitting, 0.0, static_cast<double>(figure.strips.size())) * stripHeight(style);
}

/// The line's curve and the dot at its end; where that is.
QPointF addCurve(FigureScene &scene, const LiveLine &line, const LiveFigure &figure, const QRectF &plot, double top,
                 double end_s)
{
    constexpr std::size_t mostPoints = 1000;
    const auto places = static_cast<std::size_t>(std::max(16.0, plot.width()));
    QPointF last;
    for (QPolygonF &points : ratePoints(line.rate, figure.interval_s, std::min(mostPoints, places))) {
        for (QPointF &point : points)
            point = {plot.left() + std::min(1.0, point.x() / end_s) * plot.width(),
                     plot.bottom() - point.y() / top * plot.height()};
        last = points.last();
        scene.curves.push_back({points, line.paint, 1.5});
    }
    constexpr double radius = 3.5;
    scene.marks.push_back(
        {SceneMark::Kind::Dot, {last.x() - radius, last.y() - radius, 2 * radius, 2 * radius}, {line.paint.color}});
    return last;
}

void addMessages(FigureScene &scene, const LiveFigure &figure, const QRectF &plot, bool empty, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.legend);
    if (empty) {
        const QString message = QStringLiteral("No data yet");
        const QPointF place(plot.center().x() - metrics.horizontalAdvance(message) / 2,
                            plot.center().y() - metrics.height() / 2);
        scene.texts.push_back(text(TextRole::Message, message, place, style.legend, style.theme.mutedText));
        scene.texts.back().halo = style.theme.surface;
    }
    if (!figure.simulated)
        return;
    const QFont font = bold(style.legend);
    const QString said = QStringLiteral("Simulated");
    const double width = QFontMetricsF(font).horizontalAdvance(said);
    scene.texts.push_back(
        text(TextRole::Message, said, {scene.size.width() - width, 0}, font, style.theme.warningText));
}

}

FigureScene layoutLiveFigure(const LiveFigure &figure, const QSizeF &size, const FigureStyle &style)
{
    FigureScene scene;
    scene.size = size;
    scene.surface = style.theme.surface;
    const QFontMetricsF metrics(style.axis);
    const double top =
        figure.simulated ? std::ceil(QFontMetricsF(style.legend).height() + 4) : std::ceil(metrics.height() / 2);
    const double bottom = std::ceil(metrics.height() + 10);
    const bool empty = std::ranges::none_of(figure.lines, hasRate);
    const double available = std::max(8.0, std::floor(size.height() - top - bottom));
    const double strips = empty ? 0 : stripsHeight(figure, available, style);
    const int intervals = std::clamp(static_cast<int>((available - strips) / (metrics.height() * 2.8)), 1, 6);
    const ValueAxis axis = valueAxis(largestRate(figure), intervals);
    double left = strips > 0 ? stripTickWidth(figure.strips, style) : 0;
    for (const double tick : axis.ticks)
        left = std::max(left, metrics.horizontalAdvance(tickText(tick, axis)));
    left = std::max(std::ceil(left + 8), std::ceil(metrics.horizontalAdvance(QStringLiteral("0:00")) / 2));
    const double labels = empty ? 0 : labelWidth(figure, size.width(), style);
    const QRectF plot(left, top, std::max(8.0, size.width() - left - labels - (empty ? 0 : 16)), available - strips);
    scene.plots = {plot};
    scene.tops = {axis.top};
    if (!empty)
        addValueAxis(scene, axis, plot, style);
    else
        scene.gridLines.push_back({{plot.bottomLeft(), plot.bottomRight()}, style.theme.border, 1});
    constexpr double shortest_s = 5;
    const TimeAxis time =
        timeAxis(std::max(figure.end_s, shortest_s), std::clamp(static_cast<int>(plot.width() / 90), 1, 8));
    if (!empty)
        addTimeAxis(scene, time, plot.adjusted(0, 0, 0, strips), style);
    if (strips > 0)
        addStrips(scene, figure.strips, {plot.left(), plot.bottom(), plot.width(), strips}, time.end_s, labels, style);

    std::vector<LineEnd> ends;
    for (const LiveLine &line : figure.lines) {
        if (!hasRate(line))
            continue;
        const QPointF end = addCurve(scene, line, figure, plot, axis.top, time.end_s);
        const double said = line.now > 0 ? plot.bottom() - std::min(1.0, line.now / axis.top) * plot.height() : end.y();
        ends.push_back({line.label, valueText(line), line.paint.color, said});
    }
    addEndLabels(scene, std::move(ends), plot, labels, style);
    addMessages(scene, figure, plot, empty, style);
    return scene;
}

}
