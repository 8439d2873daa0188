// SPDX-License-Identifier: Apache-2.0
#include "figure/boxfigure.h"

#include "figure/axis.h"
#include "figure/figureframe.h"
#include "figure/textfit.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

double highestRow(const FigureStyle &style)
{
    return style.classic ? 96 : 44;
}

struct Plot
{
    QRectF rect;
    ValueAxis axis;
    double rowHeight = 44;

    double x(double value) const { return rect.left() + value / axis.top * rect.width(); }
};

void addText(FigureScene &scene, TextRole role, const QString &text, const QPointF &topLeft, const QFont &font,
             const QColor &color)
{
    const QFontMetricsF metrics(font);
    scene.texts.push_back({.role = role,
                           .rect = {topLeft, QSizeF(metrics.horizontalAdvance(text), metrics.height())},
                           .lines = {text},
                           .font = font,
                           .color = color,
                           .halo = {}});
}

Plot makePlot(const BoxFigure &figure, const QRectF &area, const FigureStyle &style)
{
    const QFontMetricsF legend(style.legend);
    const QFontMetricsF axis(style.axis);
    double widest = 0;
    double largest = 0;
    double widestValue = 0;
    for (const BoxRow &row : figure.rows) {
        widest = std::max(widest, legend.horizontalAdvance(row.label));
        largest = std::max(largest, row.numbers.p95);
        widestValue =
            std::max(widestValue, legend.horizontalAdvance(QString::number(row.numbers.median, 'f', figure.decimals)));
    }
    Plot plot;
    const double left = area.left() + std::min(std::ceil(widest) + 12, area.width() * 0.35);
    const double right = area.right() - widestValue - 12;
    const double bottom = area.bottom() - 2 * axis.height() - 8;
    plot.rect = {left, area.top(), std::max(8.0, right - left), std::max(8.0, bottom - area.top())};
    plot.rowHeight = std::min(highestRow(style), plot.rect.height() / static_cast<double>(figure.rows.size()));
    plot.rect.setHeight(plot.rowHeight * static_cast<double>(figure.rows.size()));
    plot.axis = valueAxis(largest, std::clamp(static_cast<int>(plot.rect.width() / 76), 1, 10));
    return plot;
}

void addAxis(FigureScene &scene, const BoxFigure &figure, const Plot &plot, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.axis);
    for (const double tick : plot.axis.ticks) {
        const double x = std::round(plot.x(tick));
        const QString text = tickText(tick, plot.axis);
        scene.gridLines.push_back({{x, plot.rect.top(), x, plot.rect.bottom()}, style.theme.gridLine, style.pixel});
        addText(scene, TextRole::Tick, text, {x - metrics.horizontalAdvance(text) / 2, plot.rect.bottom() + 4},
                style.axis, style.theme.mutedText);
    }
    const QString title = elided(figure.axisTitle, metrics, plot.rect.width());
    addText(scene, TextRole::AxisTitle, title,
            {plot.rect.right() - metrics.horizontalAdvance(title), plot.rect.bottom() + 6 + metrics.height()},
            style.axis, style.theme.mutedText);
}

void addRow(FigureScene &scene, const BoxRow &row, double middle, const BoxFigure &figure, const Plot &plot,
            const FigureStyle &style)
{
    const QFontMetricsF metrics(style.legend);
    const double half = std::floor(plot.rowHeight * 0.26);
    addText(scene, TextRole::Category, elided(row.label, metrics, plot.rect.left() - 12),
            {std::min(style.margin, plot.rect.left()), middle - metrics.height() / 2}, style.legend, style.theme.text);
    const BoxNumbers &numbers = row.numbers;
    scene.curves.push_back(
        {QPolygonF {{plot.x(numbers.p5), middle}, {plot.x(numbers.p95), middle}}, {row.paint.color}, 1.5});
    const double width = std::max(2.0, plot.x(numbers.p75) - plot.x(numbers.p25));
    QColor fill = row.paint.color;
    fill.setAlphaF(0.45F);
    scene.marks.push_back(
        {SceneMark::Kind::Box, {plot.x(numbers.p25), middle - half, width, 2 * half}, {fill, row.paint.variant}});
    const double x = plot.x(numbers.median);
    scene.lines.push_back({{x, middle - half - 3, x, middle + half + 3}, style.theme.text, 2});
    addText(scene, TextRole::Value, QString::number(numbers.median, 'f', figure.decimals),
            {plot.rect.right() + 10, middle - metrics.height() / 2}, style.legend, style.theme.text);
}

}

FigureScene layoutBoxFigure(const BoxFigure &figure, const QSizeF &size, const FigureStyle &style)
{
    FigureFrame frame = makeFrame(size, style);
    takeFinding(frame, figure.finding, style);
    takeFooter(frame, figure.footer, figure.simulated, style);
    if (figure.rows.empty())
        return std::move(frame.scene);
    const Plot plot = makePlot(figure, frame.area, style);
    addAxis(frame.scene, figure, plot, style);
    double middle = plot.rect.top() + plot.rowHeight / 2;
    for (const BoxRow &row : figure.rows) {
        addRow(frame.scene, row, middle, figure, plot, style);
        middle += plot.rowHeight;
    }
    frame.scene.plots = {plot.rect};
    return std::move(frame.scene);
}

}
