// SPDX-License-Identifier: Apache-2.0
#include "figure/dumbbellfigure.h"

#include "figure/axis.h"
#include "figure/figureframe.h"
#include "figure/textfit.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

constexpr double between = 28; ///< panels
constexpr double beside = 12;  ///< a plot, to the texts

double widest(const DumbbellPanel &panel, const FigureStyle &style)
{
    double width = 0;
    for (const auto &value : panel.values)
        if (value)
            width = std::max(width, QFontMetricsF(style.legend).horizontalAdvance(value->text));
    return std::ceil(width);
}

/// Where things of a panel are.
struct Plot
{
    QRectF rect; ///< of the rows
    ValueAxis axis;
    double rowHeight = 36;
    double textWidth = 0; ///< at its right

    double x(double value) const { return rect.left() + value / axis.top * rect.width(); }
    double middle(std::size_t row) const { return rect.top() + (double(row) + 0.5) * rowHeight; }
};

Plot makePlot(const DumbbellPanel &panel, std::size_t rows, const QRectF &area, double textWidth,
              const FigureStyle &style)
{
    const double title = std::ceil(QFontMetricsF(style.axis).height()) + 4;
    const double ticks = std::ceil(QFontMetricsF(style.axis).height()) + 4;
    double largest = 0;
    for (const auto &value : panel.values)
        if (value)
            largest = std::max({largest, value->from, value->to});
    Plot plot;
    plot.textWidth = textWidth;
    plot.rect = area.adjusted(0, title, -textWidth - beside, -ticks);
    const double most = style.classic ? 110 : 40;
    plot.rowHeight = std::min(most, plot.rect.height() / double(std::max<std::size_t>(1, rows)));
    plot.rect.setHeight(plot.rowHeight * double(rows));
    plot.axis = valueAxis(largest, std::clamp(static_cast<int>(plot.rect.width() / 70), 1, 8));
    return plot;
}

void addAxis(FigureScene &scene, const DumbbellPanel &panel, const Plot &plot, const QRectF &area,
             const FigureStyle &style)
{
    const QFontMetricsF metrics(style.axis);
    const QString title = elided(panel.title, metrics, area.width());
    scene.texts.push_back(textOf(TextRole::Title, title, area.topLeft(), style.axis, style.theme.mutedText));
    for (const double tick : plot.axis.ticks) {
        const double x = std::round(plot.x(tick));
        const QString text = tickText(tick, plot.axis);
        scene.gridLines.push_back({{x, plot.rect.top(), x, plot.rect.bottom()}, style.theme.gridLine, style.pixel});
        scene.texts.push_back(textOf(TextRole::Tick, text,
                                     {x - metrics.horizontalAdvance(text) / 2, plot.rect.bottom() + 4}, style.axis,
                                     style.theme.mutedText));
    }
}

QColor colorOf(DumbbellTone tone, const Theme &theme)
{
    return tone == DumbbellTone::Bad ? theme.bad : tone == DumbbellTone::Good ? theme.good : theme.mutedText;
}

void addValue(FigureScene &scene, const DumbbellValue &value, const SeriesPaint &paint, double middle, const Plot &plot,
              const FigureStyle &style)
{
    const double radius = std::min(style.classic ? 8.0 : 5.5, plot.rowHeight * 0.4);
    const auto around = [&](double x) { return QRectF(x - radius, middle - radius, 2 * radius, 2 * radius); };
    const double from = plot.x(value.from);
    const double to = plot.x(value.to);
    scene.curves.push_back({QPolygonF {{from, middle}, {to, middle}}, {paint.color}, style.classic ? 3.5 : 2.5});
    scene.marks.push_back({SceneMark::Kind::Dot, around(from), {style.theme.surface}});
    scene.marks.push_back({SceneMark::Kind::Ring, around(from), paint});
    scene.marks.push_back({SceneMark::Kind::Dot, around(to), paint});
    const QFontMetricsF metrics(style.legend);
    if (metrics.height() <= plot.rowHeight + 1)
        scene.texts.push_back(textOf(TextRole::Value, elided(value.text, metrics, plot.textWidth),
                                     {plot.rect.right() + beside, middle - metrics.height() / 2}, style.legend,
                                     colorOf(value.tone, style.theme)));
}

void addLabels(FigureScene &scene, const DumbbellFigure &figure, double left, const Plot &plot,
               const FigureStyle &style)
{
    const QFontMetricsF metrics(style.legend);
    if (metrics.height() > plot.rowHeight + 1)
        return;
    for (std::size_t row = 0; row < figure.rows.size(); ++row)
        scene.texts.push_back(textOf(TextRole::Category,
                                     elided(figure.rows[row].label, metrics, plot.rect.left() - left - beside),
                                     {left, plot.middle(row) - metrics.height() / 2}, style.legend, style.theme.text));
}

void addPanel(FigureScene &scene, const DumbbellFigure &figure, int number, const Plot &plot, const QRectF &area,
              const FigureStyle &style)
{
    const DumbbellPanel &panel = figure.panels[std::size_t(number)];
    addAxis(scene, panel, plot, area, style);
    for (std::size_t row = 0; row < panel.values.size() && row < figure.rows.size(); ++row) {
        scene.slotAreas.push_back(
            {number,
             static_cast<int>(row),
             0,
             {plot.rect.left(), plot.middle(row) - plot.rowHeight / 2, area.width(), plot.rowHeight}});
        if (panel.values[row])
            addValue(scene, *panel.values[row], figure.rows[row].paint, plot.middle(row), plot, style);
    }
    scene.plots.push_back(plot.rect);
    scene.tops.push_back(plot.axis.top);
}

void takeNote(FigureFrame &frame, const QString &note, const FigureStyle &style)
{
    if (note.isEmpty())
        return;
    const QFontMetricsF metrics(style.axis);
    const QString line = elided(note, metrics, frame.area.width());
    frame.scene.texts.push_back(
        textOf(TextRole::Legend, line, frame.area.topLeft(), style.axis, style.theme.mutedText));
    frame.area.setTop(std::ceil(frame.area.top() + metrics.height() + 8));
}

}

FigureScene layoutDumbbells(const DumbbellFigure &figure, const QSizeF &size, const FigureStyle &style)
{
    FigureFrame frame = makeFrame(size, style);
    takeFinding(frame, figure.finding, style);
    takeFooter(frame, figure.footer, figure.simulated, style);
    if (!figure.message.isEmpty() || figure.panels.empty() || figure.rows.empty()) {
        addMessage(frame, figure.message, style);
        return std::move(frame.scene);
    }
    takeNote(frame, figure.note, style);
    const QRectF area = frame.area;
    double labels = 0;
    for (const FigureSeries &row : figure.rows)
        labels = std::max(labels, QFontMetricsF(style.legend).horizontalAdvance(row.label));
    labels = std::min(std::ceil(labels) + beside, area.width() * 0.28);
    double texts = 0;
    for (const DumbbellPanel &panel : figure.panels)
        texts = std::max(texts, widest(panel, style));
    const auto count = static_cast<double>(figure.panels.size());
    const double panelWidth = (area.width() - labels - (count - 1) * between) / count;
    constexpr double narrowest = 120;
    const bool isStacked = panelWidth - texts - beside < narrowest;
    texts = std::min(texts, 0.5 * (isStacked ? area.width() - labels : panelWidth));
    for (int i = 0; i < static_cast<int>(figure.panels.size()); ++i) {
        const double panelHeight = isStacked ? area.height() / count : area.height();
        const QRectF own = isStacked
            ? QRectF(area.left() + labels, area.top() + i * panelHeight, area.width() - labels, panelHeight - 8)
            : QRectF(area.left() + labels + i * (panelWidth + between), area.top(), panelWidth, panelHeight);
        const Plot plot = makePlot(figure.panels[std::size_t(i)], figure.rows.size(), own, texts, style);
        if (isStacked || i == 0)
            addLabels(frame.scene, figure, area.left(), plot, style);
        addPanel(frame.scene, figure, i, plot, own, style);
    }
    return std::move(frame.scene);
}

}
