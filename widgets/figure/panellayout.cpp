// SPDX-License-Identifier: Apache-2.0
#include "figure/panellayout.h"

#include "figure/axis.h"
#include "figure/bargroups.h"
#include "figure/textfit.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

/// What all panels share, so that their plots line up.
struct Frame
{
    double left = 0; ///< from the panel's inner edge to the plot
    double top = 0;
    double bottom = 0;
    double axisTitleWidth = 0;
    double titleHeight = 0;
    bool referenceRow = false;
    FittedLabels categories;
    std::vector<ValueAxis> axes;
};

double largestValue(const BarPanel &panel)
{
    double largest = panel.reference ? panel.reference->value : 0;
    for (const auto &values : panel.values)
        for (const BarValue &value : values)
            largest = std::max(largest, value.value.value_or(0));
    return largest;
}

FittedLabels fitCategories(const BarFigure &figure, const FigureStyle &style, double width, double mostHeight)
{
    const double lineHeight = QFontMetricsF(style.category).height();
    const int mostLines = std::clamp(static_cast<int>(mostHeight / lineHeight), 0, 4);
    if (mostLines == 0)
        return {.font = style.category, .lines = {}};
    const int smallest = style.smallestCategory;
    if (figure.shortCategories.size() != figure.categories.size())
        return fitLabels(figure.categories, style.category, smallest, width, mostLines);
    const int fullLines = style.classic ? mostLines : std::min(2, mostLines);
    FittedLabels full = fitLabels(figure.categories, style.category, smallest, width, fullLines);
    if (full.complete)
        return full;
    return fitLabels(figure.shortCategories, style.category, smallest, width, mostLines);
}

Frame measureFrame(const BarFigure &figure, const QRectF &inner, const FigureStyle &style)
{
    const QFontMetricsF axis(style.axis);
    const QFontMetricsF title(style.title);
    Frame frame;
    for (const BarPanel &panel : figure.panels)
        frame.referenceRow = frame.referenceRow || panel.reference;
    frame.titleHeight = std::ceil(title.height() * 1.25);
    frame.top = frame.titleHeight + std::ceil(QFontMetricsF(style.value).height())
        + (frame.referenceRow ? std::ceil(QFontMetricsF(style.legend).height() * 1.2) : 0);

    const int intervals = std::clamp(static_cast<int>(inner.height() * 0.6 / (axis.height() * 2.1)), 1, 6);
    double tickWidth = 0;
    for (const BarPanel &panel : figure.panels) {
        frame.axes.push_back(valueAxis(largestValue(panel), intervals));
        for (const double tick : frame.axes.back().ticks)
            tickWidth = std::max(tickWidth, axis.horizontalAdvance(tickText(tick, frame.axes.back())));
    }
    frame.axisTitleWidth = style.classic && inner.width() >= 240 ? std::ceil(axis.height() * 1.3) : 0;
    frame.left = std::min(std::ceil(frame.axisTitleWidth + tickWidth + 8), inner.width() / 2);

    const double slotWidth =
        (inner.width() - frame.left) / std::max<double>(1, static_cast<double>(figure.categories.size()));
    frame.categories = fitCategories(figure, style, slotWidth - std::min(2.0, slotWidth / 8), inner.height() * 0.4);
    frame.bottom = std::ceil(std::max(frame.categories.height + 6, axis.height() / 2));
    return frame;
}

QRectF plotIn(const QRectF &inner, const Frame &frame, const FigureStyle &style)
{
    QRectF plot = inner.adjusted(frame.left, std::min(frame.top, inner.height() / 2), 0, 0);
    plot.setBottom(std::max(plot.top() + 4, std::floor((inner.bottom() - frame.bottom) / style.pixel) * style.pixel));
    return plot;
}

/// Nothing may lie outside the panel, so a text that does not fit is shortened or left out.
void addText(FigureScene &scene, const QString &text, const SceneText &pattern, const QRectF &room)
{
    const QFontMetricsF metrics(pattern.font);
    const QString shown = elided(text, metrics, room.width());
    if (shown.isEmpty() || room.height() < metrics.height())
        return;
    SceneText placed = pattern;
    placed.lines = QStringList {shown};
    const double width = metrics.horizontalAdvance(shown);
    double x = room.left();
    if (pattern.alignment == Qt::AlignHCenter)
        x = room.center().x() - width / 2;
    else if (pattern.alignment == Qt::AlignRight)
        x = room.right() - width;
    placed.rect = {x, room.top(), width, metrics.height()};
    scene.texts.push_back(placed);
}

void addHeader(FigureScene &scene, const BarPanel &panel, const QRectF &inner, const QRectF &plot, const Frame &frame,
               const FigureStyle &style)
{
    const SceneText title {.role = TextRole::Title,
                           .rect = {},
                           .lines = {},
                           .font = style.title,
                           .color = style.theme.text,
                           .alignment = style.classic ? Qt::AlignHCenter : Qt::AlignLeft,
                           .halo = {}};
    QRectF row(plot.left(), inner.top(), plot.width(), frame.titleHeight);
    if (!style.classic && !panel.unit.isEmpty()) {
        const QFontMetricsF metrics(style.legend);
        const double width = metrics.horizontalAdvance(panel.unit);
        if (QFontMetricsF(style.title).horizontalAdvance(panel.title) + 12 + width <= row.width()) {
            const double drop = QFontMetricsF(style.title).ascent() - metrics.ascent(); // on one base line
            addText(scene, panel.unit,
                    {.role = TextRole::Unit,
                     .rect = {},
                     .lines = {},
                     .font = style.legend,
                     .color = style.theme.mutedText,
                     .alignment = Qt::AlignRight,
                     .halo = {}},
                    row.adjusted(0, drop, 0, drop));
            row.setRight(row.right() - width - 12);
        }
    }
    addText(scene, panel.title, title, row);
}

void addReference(FigureScene &scene, const BarPanel &panel, const QRectF &plot, double top, const QRectF &inner,
                  const Frame &frame, const FigureStyle &style)
{
    if (!panel.reference)
        return;
    const QColor red = style.theme.dark ? QColor(0xFF6B61) : QColor(0xDD1111);
    const double y = plot.bottom() - panel.reference->value / top * plot.height();
    const double width = style.classic ? 2 : 1.5;
    scene.lines.push_back({{plot.left(), y, plot.right(), y}, red, width, true});

    const QFontMetricsF metrics(style.legend);
    const double sample = metrics.height() * 1.6;
    const QRectF row(plot.left(), inner.top() + frame.titleHeight, plot.width(), metrics.height());
    addText(scene, panel.reference->label,
            {.role = TextRole::Reference,
             .rect = {},
             .lines = {},
             .font = style.legend,
             .color = style.theme.text,
             .alignment = Qt::AlignRight,
             .halo = {}},
            row.adjusted(sample + 8, 0, 0, 0));
    const double textLeft = scene.texts.back().rect.left();
    scene.lines.push_back(
        {{textLeft - 8 - sample, row.center().y(), textLeft - 8, row.center().y()}, red, width, true});
}

void addValueAxis(FigureScene &scene, const BarPanel &panel, const ValueAxis &axis, const QRectF &plot,
                  const QRectF &inner, const Frame &frame, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.axis);
    double lowestUsed = inner.bottom() + metrics.height();
    for (const double tick : axis.ticks) {
        const double y = plot.bottom() - tick / axis.top * plot.height();
        const double crisp = (std::floor(y / style.pixel) + 0.5) * style.pixel;
        const bool base = tick == 0;
        scene.gridLines.push_back({{plot.left(), crisp, plot.right(), crisp},
                                   base ? style.theme.border : style.theme.gridLine,
                                   std::max(style.pixel, style.classic ? 1.2 : 1.0)});
        const QRectF room(inner.left() + frame.axisTitleWidth, y - metrics.height() / 2,
                          plot.left() - 8 - inner.left() - frame.axisTitleWidth, metrics.height());
        if (room.bottom() > lowestUsed || room.top() < inner.top())
            continue; // too little height for all of them
        lowestUsed = room.top();
        addText(scene, tickText(tick, axis),
                {.role = TextRole::Tick,
                 .rect = {},
                 .lines = {},
                 .font = style.axis,
                 .color = style.theme.mutedText,
                 .alignment = Qt::AlignRight,
                 .halo = {}},
                room);
    }
    if (frame.axisTitleWidth <= 0)
        return;
    const double length = metrics.horizontalAdvance(panel.axisTitle);
    const double room = inner.bottom() - inner.top() - frame.titleHeight;
    if (length > room)
        return;
    const double middle =
        std::clamp(plot.center().y(), inner.top() + frame.titleHeight + length / 2, inner.bottom() - length / 2);
    scene.texts.push_back({.role = TextRole::AxisTitle,
                           .rect = {inner.left(), middle - length / 2, metrics.height(), length},
                           .lines = {panel.axisTitle},
                           .font = style.axis,
                           .color = style.theme.text,
                           .upwards = true,
                           .halo = {}});
}

void addCategories(FigureScene &scene, const FittedLabels &categories, const QRectF &plot, const FigureStyle &style)
{
    const QFontMetricsF metrics(categories.font);
    const double slotWidth = plot.width() / std::max<double>(1, static_cast<double>(categories.lines.size()));
    double middle = plot.left() + slotWidth / 2;
    for (const QStringList &lines : categories.lines) {
        const QSizeF size = textSize(lines, metrics);
        if (!lines.isEmpty())
            scene.texts.push_back({.role = TextRole::Category,
                                   .rect = {QPointF(middle - size.width() / 2, plot.bottom() + 6), size},
                                   .lines = lines,
                                   .font = categories.font,
                                   .color = style.classic ? style.theme.text : style.theme.mutedText,
                                   .alignment = Qt::AlignHCenter,
                                   .halo = {}});
        middle += slotWidth;
    }
}

void addEmptyMessage(FigureScene &scene, const QRectF &plot, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.legend);
    addText(scene, QStringLiteral("No data yet"),
            {.role = TextRole::Message,
             .rect = {},
             .lines = {},
             .font = style.legend,
             .color = style.theme.mutedText,
             .alignment = Qt::AlignHCenter,
             .halo = style.theme.surface},
            {plot.left(), plot.center().y() - metrics.height() / 2, plot.width(), metrics.height()});
}

}

void layoutPanels(FigureScene &scene, const BarFigure &figure, const std::vector<QRectF> &areas,
                  const FigureStyle &style)
{
    const double padding = std::min({style.padding, areas.front().width() / 10, areas.front().height() / 10});
    const Frame frame = measureFrame(figure, areas.front().adjusted(padding, padding, -padding, -padding), style);
    const std::optional<QFont> values = valueFont(
        figure, plotIn(areas.front().adjusted(padding, padding, -padding, -padding), frame, style).size(), style);
    for (std::size_t i = 0; i < figure.panels.size(); ++i) {
        const BarPanel &panel = figure.panels[i];
        const QRectF inner = areas[i].adjusted(padding, padding, -padding, -padding);
        const QRectF plot = plotIn(inner, frame, style);
        const ValueAxis &axis = frame.axes[i];
        if (style.cards)
            scene.cards.push_back({areas[i], style.theme.surface, style.theme.border, 10});
        addHeader(scene, panel, inner, plot, frame, style);
        addReference(scene, panel, plot, axis.top, inner, frame, style);
        addCategories(scene, frame.categories, plot, style);
        scene.plots.push_back(plot);
        scene.tops.push_back(axis.top);
        if (hasValues(panel)) {
            addValueAxis(scene, panel, axis, plot, inner, frame, style);
            layoutBars(scene, figure, i, plot, axis.top, values, style);
        } else {
            scene.gridLines.push_back(
                {{plot.left(), plot.bottom(), plot.right(), plot.bottom()}, style.theme.border, 1});
            addEmptyMessage(scene, plot, style);
        }
    }
}

}
