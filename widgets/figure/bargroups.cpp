// SPDX-License-Identifier: Apache-2.0
#include "figure/bargroups.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

struct Geometry
{
    QRectF plot;
    double slotWidth = 0; ///< of a category
    double pitch = 0;     ///< of a series within it
    double barWidth = 0;
    double firstOffset = 0; ///< from a slot's left edge to its first bar
};

Geometry measure(const QRectF &plot, std::size_t seriesCount, std::size_t categoryCount, const FigureStyle &style)
{
    Geometry geometry;
    geometry.plot = plot;
    const auto n = static_cast<double>(seriesCount);
    geometry.slotWidth = plot.width() / static_cast<double>(categoryCount);
    const double widest = style.classic ? 64 : 32;
    const double share = style.classic || seriesCount > 2 ? 0.8 : 0.68;
    geometry.pitch = std::min(geometry.slotWidth * share / n, widest);
    const double gap = seriesCount > 1 ? std::min(2.0, geometry.pitch * 0.15) : 0;
    geometry.barWidth = geometry.pitch - gap;
    geometry.firstOffset = (geometry.slotWidth - geometry.pitch * n + gap) / 2;
    return geometry;
}

/// To whole device pixels where bars are wide enough that this is not seen as unequal widths.
QRectF crisp(const QRectF &rect, double pixel)
{
    if (rect.width() < 4 * pixel)
        return rect;
    const double left = std::round(rect.left() / pixel) * pixel;
    return {left, rect.top(), std::max(pixel, std::round(rect.width() / pixel) * pixel), rect.height()};
}

bool valuesFit(const BarPanel &panel, double room, const QFontMetricsF &metrics)
{
    for (const auto &values : panel.values)
        for (const BarValue &value : values)
            if (value.value && metrics.horizontalAdvance(valueText(*value.value, panel.decimals)) + 3 > room)
                return false;
    return true;
}

/// A cross for failed requests, a dash where there is nothing; above the bar and its number.
void addMarks(FigureScene &scene, const BarValue &value, const QRectF &slot, double above, const FigureStyle &style)
{
    const double size = std::min({style.classic ? 9.0 : 7.0, slot.width() * 0.8, slot.height()});
    const double x = slot.center().x();
    if (value.failed > 0)
        scene.marks.push_back({SceneMark::Kind::Cross,
                               {x - size / 2, std::max(slot.top(), above - size - 4), size, size},
                               {style.theme.bad}});
    else if (!value.value && !value.filling)
        scene.marks.push_back(
            {SceneMark::Kind::Dash, {x - size / 2, slot.bottom() - 7, size, 1.5}, {style.theme.mutedText}});
}

void addBar(FigureScene &scene, const BarFigure &figure, const SceneSlot &slot, double top,
            const std::optional<QFont> &font, const FigureStyle &style)
{
    const BarPanel &panel = figure.panels[static_cast<std::size_t>(slot.panel)];
    const auto series = static_cast<std::size_t>(slot.series);
    const BarValue *const found = valueAt(panel, series, static_cast<std::size_t>(slot.category));
    const BarValue value = found ? *found : BarValue {};
    double above = slot.rect.bottom();
    if (value.value) {
        const double height = std::clamp(*value.value / top, 0.0, 1.0) * slot.rect.height();
        const QRectF rect(slot.rect.left(), slot.rect.bottom() - height, slot.rect.width(), height);
        scene.bars.push_back({.panel = slot.panel,
                              .series = slot.series,
                              .category = slot.category,
                              .value = *value.value,
                              .rect = crisp(rect, style.pixel),
                              .paint = panel.paint.value_or(figure.series[series].paint),
                              .filling = value.filling});
        above = rect.top();
    }
    if (value.value && font) {
        const QFontMetricsF metrics(*font);
        const QString text = valueText(*value.value, panel.decimals);
        const double width = metrics.horizontalAdvance(text);
        above -= metrics.height() + 1;
        scene.texts.push_back({.role = TextRole::Value,
                               .rect = {slot.rect.center().x() - width / 2, above, width, metrics.height()},
                               .lines = {text},
                               .font = *font,
                               .color = style.theme.text,
                               .alignment = Qt::AlignHCenter,
                               .halo = panel.reference ? style.theme.surface : QColor()});
    }
    addMarks(scene, value, slot.rect, above, style);
}

}

std::optional<QFont> valueFont(const BarFigure &figure, const QSizeF &plot, const FigureStyle &style)
{
    const auto categories = static_cast<std::size_t>(figure.categories.size());
    if (figure.series.empty() || categories == 0 || plot.height() < 4 * QFontMetricsF(style.value).height())
        return std::nullopt;
    const Geometry geometry = measure({{0, 0}, plot}, figure.series.size(), categories, style);
    const double room = figure.series.size() == 1 ? geometry.slotWidth : geometry.pitch;
    QFont font = style.value;
    for (int pixels = font.pixelSize(); pixels >= style.smallestCategory; --pixels) {
        font.setPixelSize(pixels);
        const QFontMetricsF metrics(font);
        if (std::ranges::all_of(figure.panels, [&](const BarPanel &panel) { return valuesFit(panel, room, metrics); }))
            return font;
    }
    return std::nullopt;
}

void layoutBars(FigureScene &scene, const BarFigure &figure, std::size_t panel, const QRectF &plot, double top,
                const std::optional<QFont> &values, const FigureStyle &style)
{
    const auto categories = static_cast<std::size_t>(figure.categories.size());
    if (figure.series.empty() || categories == 0)
        return;
    const Geometry geometry = measure(plot, figure.series.size(), categories, style);
    for (std::size_t category = 0; category < categories; ++category)
        for (std::size_t series = 0; series < figure.series.size(); ++series) {
            const double x = plot.left() + static_cast<double>(category) * geometry.slotWidth + geometry.firstOffset
                + static_cast<double>(series) * geometry.pitch;
            const SceneSlot slot {static_cast<int>(panel), static_cast<int>(series), static_cast<int>(category),
                                  QRectF(x, plot.top(), geometry.barWidth, plot.height())};
            scene.slotAreas.push_back(slot);
            addBar(scene, figure, slot, top, values, style);
        }
}

}
