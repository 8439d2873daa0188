// SPDX-License-Identifier: Apache-2.0
#include "figure/xyfigure.h"

#include "figure/figureframe.h"
#include "figure/legend.h"
#include "figure/textfit.h"
#include "figure/xyscale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace streamgauge {

namespace {

constexpr std::size_t mostSlots = 4000; ///< points that the mouse finds

/// The plot and the axes that map values into it.
struct Plot
{
    QRectF rect;
    XyScale x;
    XyScale y;

    std::optional<QPointF> place(const QPointF &value) const
    {
        const auto right = x.place(value.x());
        const auto up = y.place(value.y());
        if (!right || !up)
            return std::nullopt;
        return QPointF(rect.left() + *right * rect.width(), rect.bottom() - *up * rect.height());
    }
};

std::vector<double> valuesOf(const XyFigure &figure, bool ofX)
{
    std::vector<double> values;
    const auto add = [&](const QPointF &point) { values.push_back(ofX ? point.x() : point.y()); };
    for (const XySeries &series : figure.series)
        std::ranges::for_each(series.points, add);
    for (const XyGuide &guide : figure.guides)
        if (guide.across && !ofX)
            values.push_back(*guide.across);
    if (values.empty())
        for (const XyGuide &guide : figure.guides)
            for (const QPointF &end : {guide.from, guide.to})
                add(end);
    return values;
}

/// At the right of the value axis's title, or above it where both do not fit beside each other; where that title is to
/// begin.
double addNote(FigureScene &scene, const QString &note, const QRectF &area, double titleWidth, const FigureStyle &style)
{
    if (note.isEmpty())
        return area.top();
    const QFontMetricsF metrics(style.axis);
    constexpr double between = 16;
    const QStringList lines = wrapOrElide(note, metrics, area.width(), 2);
    const QSizeF textArea = textSize(lines, metrics);
    const bool isBeside = lines.size() == 1 && textArea.width() + titleWidth + between <= area.width();
    scene.texts.push_back({.role = TextRole::Legend,
                           .rect = {{isBeside ? area.right() - textArea.width() : area.left(), area.top()}, textArea},
                           .lines = lines,
                           .font = style.axis,
                           .color = style.theme.mutedText,
                           .halo = {}});
    return isBeside ? area.top() : area.top() + std::ceil(textArea.height()) + 2;
}

/// Takes the room of tick labels and axis titles from @p area; what is left is the plot.
Plot makePlot(FigureScene &scene, const XyFigure &figure, const QRectF &area, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.axis);
    const double line = std::ceil(metrics.height());
    Plot plot;
    const QString yTitle = elided(figure.y.title, metrics, area.width());
    const double noteTop = addNote(scene, figure.note, area, metrics.horizontalAdvance(yTitle), style);
    const double top = noteTop + std::ceil(1.5 * line) + 6; // half a tick label stands above the plot
    const double bottom = area.bottom() - 2 * line - 8;
    plot.y = xyScale(figure.y, valuesOf(figure, false), std::clamp(static_cast<int>((bottom - top) / 44), 2, 8));
    double widest = 0;
    for (const QString &text : std::as_const(plot.y.tickTexts))
        widest = std::max(widest, metrics.horizontalAdvance(text));
    const double left = area.left() + std::ceil(widest) + 8;
    plot.rect = {left, top, std::max(8.0, area.right() - left - 10), std::max(8.0, bottom - top)};
    plot.x = xyScale(figure.x, valuesOf(figure, true), std::clamp(static_cast<int>(plot.rect.width() / 76), 2, 12));

    const QColor color = style.theme.mutedText;
    scene.texts.push_back(textOf(TextRole::AxisTitle, yTitle, {area.left(), noteTop}, style.axis, color));
    const QString xTitle = elided(figure.x.title, metrics, area.width());
    const QPointF xPlace(plot.rect.right() - metrics.horizontalAdvance(xTitle), area.bottom() - line);
    scene.texts.push_back(textOf(TextRole::AxisTitle, xTitle, xPlace, style.axis, color));
    return plot;
}

void addAxes(FigureScene &scene, const Plot &plot, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.axis);
    double above = scene.size.height();
    for (std::size_t i = 0; i < plot.y.ticks.size(); ++i) {
        const double y = std::round(plot.rect.bottom() - *plot.y.place(plot.y.ticks[i]) * plot.rect.height());
        scene.gridLines.push_back({{plot.rect.left(), y, plot.rect.right(), y}, style.theme.gridLine, style.pixel});
        const QString &text = plot.y.tickTexts[qsizetype(i)];
        if (y + metrics.height() / 2 > above)
            continue;
        above = y - metrics.height() / 2;
        scene.texts.push_back(textOf(TextRole::Tick, text,
                                     {plot.rect.left() - 6 - metrics.horizontalAdvance(text), y - metrics.height() / 2},
                                     style.axis, style.theme.mutedText));
    }
    double free = plot.rect.left() - 40;
    for (std::size_t i = 0; i < plot.x.ticks.size(); ++i) {
        const double x = std::round(plot.rect.left() + *plot.x.place(plot.x.ticks[i]) * plot.rect.width());
        scene.gridLines.push_back({{x, plot.rect.top(), x, plot.rect.bottom()}, style.theme.gridLine, style.pixel});
        const QString &text = plot.x.tickTexts[qsizetype(i)];
        const double width = metrics.horizontalAdvance(text);
        const double left = std::min(x - width / 2, scene.size.width() - width);
        if (left < free)
            continue;
        free = left + width + 8;
        scene.texts.push_back(
            textOf(TextRole::Tick, text, {left, plot.rect.bottom() + 4}, style.axis, style.theme.mutedText));
    }
    scene.lines.push_back({{plot.rect.bottomLeft(), plot.rect.bottomRight()}, style.theme.border, style.pixel});
}

/// The part of a line that is inside @p rect; empty where none is.
std::optional<QLineF> clipped(const QLineF &line, const QRectF &rect)
{
    double from = 0;
    double to = 1;
    const auto cut = [&](double start, double change, double least, double most) {
        if (change == 0)
            return start >= least && start <= most;
        const double a = (least - start) / change;
        const double b = (most - start) / change;
        from = std::max(from, std::min(a, b));
        to = std::min(to, std::max(a, b));
        return from < to;
    };
    if (!cut(line.x1(), line.dx(), rect.left(), rect.right()) || !cut(line.y1(), line.dy(), rect.top(), rect.bottom()))
        return std::nullopt;
    return QLineF(line.pointAt(from), line.pointAt(to));
}

bool isFree(const FigureScene &scene, const QRectF &rect)
{
    return std::ranges::none_of(scene.texts, [&](const SceneText &text) { return text.rect.intersects(rect); })
        && std::ranges::none_of(scene.marks, [&](const SceneMark &mark) { return mark.rect.intersects(rect); });
}

bool isCrossed(const FigureScene &scene, const QRectF &rect)
{
    return std::ranges::any_of(scene.lines,
                               [&](const SceneLine &line) { return clipped(line.line, rect).has_value(); });
}

/// The first of @p places that is inside the plot, free, and if there is such a one not crossed by a line; else nothing
/// is written.
void addLabelWhereFree(FigureScene &scene, const QRectF &plot, SceneText label, const std::vector<QPointF> &places)
{
    for (const bool mayBeCrossed : {false, true}) {
        for (const QPointF &place : places) {
            label.rect.moveTopLeft(place);
            if (plot.contains(label.rect) && isFree(scene, label.rect)
                && (mayBeCrossed || !isCrossed(scene, label.rect)))
                return scene.texts.push_back(label);
        }
    }
}

std::optional<QLineF> lineOf(const XyGuide &guide, const Plot &plot)
{
    if (guide.across) {
        const auto up = plot.y.place(*guide.across);
        if (!up || *up < 0 || *up > 1)
            return std::nullopt;
        const double y = plot.rect.bottom() - *up * plot.rect.height();
        return QLineF(plot.rect.left(), y, plot.rect.right(), y);
    }
    const auto from = plot.place(guide.from);
    const auto to = plot.place(guide.to);
    return from && to ? clipped({*from, *to}, plot.rect) : std::nullopt;
}

QColor colorOf(const XyGuide &guide, const FigureStyle &style)
{
    return guide.color.isValid() ? guide.color : style.theme.mutedText;
}

void addGuideLabel(FigureScene &scene, const XyGuide &guide, const Plot &plot, const FigureStyle &style)
{
    const auto line = lineOf(guide, plot);
    if (!line || guide.label.isEmpty())
        return;
    const QFontMetricsF metrics(style.legend);
    SceneText label = textOf(TextRole::Reference, elided(guide.label, metrics, plot.rect.width() * 0.6), {},
                             style.legend, colorOf(guide, style));
    label.halo = style.theme.surface;
    const QSizeF size = label.rect.size();
    std::vector<QPointF> places;
    if (guide.across)
        for (const double x :
             {plot.rect.right() - size.width() - 4, plot.rect.left() + 6, plot.rect.center().x() - size.width() / 2})
            for (const double y : {line->y1() - size.height() - 2, line->y1() + 2})
                places.emplace_back(x, y);
    for (const double at : {0.04, 0.3, 0.55, 0.8, 0.96}) {
        const QPointF on = line->pointAt(at);
        const bool falls = line->dy() * line->dx() > 0;
        places.push_back({falls ? on.x() + 8 : on.x() - size.width() - 8, on.y() - size.height() - 3});
        places.push_back({falls ? on.x() - size.width() - 8 : on.x() + 8, on.y() + 3});
    }
    addLabelWhereFree(scene, plot.rect, label, places);
}

void addCurve(FigureScene &scene, const XySeries &series, const QPolygonF &points)
{
    QPolygonF curve = points;
    if (series.form == XyForm::Steps) {
        curve.clear();
        for (qsizetype i = 0; i < points.size(); ++i) {
            if (i > 0)
                curve.append({points[i].x(), points[i - 1].y()});
            curve.append(points[i]);
        }
    }
    scene.curves.push_back({curve, series.paint, 2});
}

void addPoints(FigureScene &scene, const XySeries &series, std::size_t number, const Plot &plot,
               const FigureStyle &style)
{
    const double radius = style.classic ? 6 : 4.5;
    QPolygonF placed;
    for (std::size_t i = 0; i < series.points.size(); ++i) {
        const auto place = plot.place(series.points[i]);
        if (!place)
            continue;
        placed.append(*place);
        const QRectF around(*place - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
        if (scene.slotAreas.size() < mostSlots)
            scene.slotAreas.push_back({0, static_cast<int>(number), static_cast<int>(i), around});
        if (series.form != XyForm::Dots && series.form != XyForm::LineWithDots)
            continue;
        const bool isRing = i < series.hollow.size() && series.hollow[i];
        scene.marks.push_back(
            {SceneMark::Kind::Dot, around, isRing ? SeriesPaint {style.theme.surface} : series.paint});
        if (isRing)
            scene.marks.push_back({SceneMark::Kind::Ring, around, series.paint});
    }
    if (series.form != XyForm::Dots && placed.size() > 1)
        addCurve(scene, series, placed);
}

void addPointLabels(FigureScene &scene, const XySeries &series, const Plot &plot, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.legend);
    constexpr double gap = 9;
    const double beside = metrics.height() + gap;
    for (qsizetype i = 0; i < series.pointLabels.size() && i < qsizetype(series.points.size()); ++i) {
        const auto place = plot.place(series.points[std::size_t(i)]);
        if (!place || series.pointLabels[i].isEmpty())
            continue;
        SceneText label = textOf(TextRole::Category, elided(series.pointLabels[i], metrics, plot.rect.width() * 0.5),
                                 {}, style.legend, style.theme.text);
        label.halo = style.theme.surface;
        const QSizeF size = label.rect.size();
        const double middle = place->y() - size.height() / 2;
        addLabelWhereFree(scene, plot.rect, label,
                          {{place->x() + gap, middle},
                           {place->x() - gap - size.width(), middle},
                           {place->x() - size.width() / 2, place->y() - size.height() - gap},
                           {place->x() - size.width() / 2, place->y() + gap},
                           {place->x() + gap, middle - size.height()},
                           {place->x() + gap, middle + size.height()},
                           {place->x() - gap - size.width(), middle + beside},
                           {place->x() + gap, middle - beside}});
    }
}

void takeLegend(FigureFrame &frame, const XyFigure &figure, const FigureStyle &style)
{
    std::vector<FigureSeries> named;
    for (const XySeries &series : figure.series)
        if (!series.label.isEmpty())
            named.push_back({series.label, series.paint});
    if (named.size() < 2)
        return;
    const double used = layoutLegend(frame.scene, named, frame.area, frame.area.height() * 0.3, style);
    if (used > 0)
        frame.area.setTop(std::ceil(frame.area.top() + used + 8));
}

}

FigureScene layoutXyFigure(const XyFigure &figure, const QSizeF &size, const FigureStyle &style)
{
    FigureFrame frame = makeFrame(size, style);
    takeFinding(frame, figure.finding, style);
    takeFooter(frame, figure.footer, figure.simulated, style);
    if (!figure.message.isEmpty()) {
        addMessage(frame, figure.message, style);
        return std::move(frame.scene);
    }
    takeLegend(frame, figure, style);
    FigureScene &scene = frame.scene;
    const Plot plot = makePlot(scene, figure, frame.area, style);
    addAxes(scene, plot, style);
    for (std::size_t i = 0; i < figure.series.size(); ++i)
        addPoints(scene, figure.series[i], i, plot, style);
    for (const XyGuide &guide : figure.guides)
        if (const auto line = lineOf(guide, plot))
            scene.lines.push_back({*line, colorOf(guide, style), 1.25, guide.dashed});
    for (const XySeries &series : figure.series)
        addPointLabels(scene, series, plot, style);
    for (const XyGuide &guide : figure.guides)
        addGuideLabel(scene, guide, plot, style);
    scene.plots = {plot.rect};
    return std::move(frame.scene);
}

std::optional<XyHit> pointNear(const FigureScene &scene, const QPointF &position, double reach)
{
    const SceneSlot *nearest = nullptr;
    double least = reach;
    for (const SceneSlot &slot : scene.slotAreas) {
        const double distance = QLineF(slot.rect.center(), position).length();
        if (distance > least)
            continue;
        least = distance;
        nearest = &slot;
    }
    if (!nearest)
        return std::nullopt;
    return XyHit {static_cast<std::size_t>(nearest->series), static_cast<std::size_t>(nearest->category)};
}

}
