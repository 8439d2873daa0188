// SPDX-License-Identifier: Apache-2.0
#include "figure/barfigure.h"

#include "figure/figureframe.h"
#include "figure/legend.h"
#include "figure/panellayout.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

void takeLegend(FigureScene &scene, const BarFigure &figure, QRectF &area, const FigureStyle &style)
{
    const bool oneColorAPanel = !figure.panels.empty() && figure.panels.front().paint.has_value();
    if (!style.legendRow || oneColorAPanel || figure.series.size() < 2)
        return;
    const double used = layoutLegend(scene, figure.series, area, area.height() * 0.3, style);
    if (used > 0)
        area.setTop(std::ceil(area.top() + used + 8));
}

/// Side by side where that leaves room for labels, else one under the other.
std::vector<QRectF> panelAreas(const QRectF &area, std::size_t count, double gap)
{
    constexpr double leastWidth = 200;
    constexpr double leastHeight = 110;
    const auto n = static_cast<double>(count);
    const double width = (area.width() - (n - 1) * gap) / n;
    const double height = (area.height() - (n - 1) * gap) / n;
    const bool stacked = width < leastWidth && height >= leastHeight;
    std::vector<QRectF> areas;
    for (double i = 0; i < n; ++i)
        areas.push_back(
            stacked
                ? QRectF(area.left(), std::round(area.top() + i * (height + gap)), area.width(), std::floor(height))
                : QRectF(std::round(area.left() + i * (width + gap)), area.top(), std::floor(width), area.height()));
    return areas;
}

}

const BarValue *valueAt(const BarPanel &panel, std::size_t series, std::size_t category)
{
    if (series >= panel.values.size() || category >= panel.values[series].size())
        return nullptr;
    return &panel.values[series][category];
}

bool hasValues(const BarPanel &panel)
{
    return std::ranges::any_of(panel.values, [](const std::vector<BarValue> &values) {
        return std::ranges::any_of(values, [](const BarValue &value) { return value.value || value.failed > 0; });
    });
}

QString valueText(double value, int decimals)
{
    return QString::number(value, 'f', decimals);
}

FigureScene layoutBarFigure(const BarFigure &figure, const QSizeF &size, const FigureStyle &style)
{
    FigureFrame frame = makeFrame(size, style);
    takeFinding(frame, figure.finding, style);
    takeFooter(frame, figure.footer, figure.simulated, style);
    takeLegend(frame.scene, figure, frame.area, style);
    if (!figure.panels.empty())
        layoutPanels(frame.scene, figure, panelAreas(frame.area, figure.panels.size(), style.panelGap), style);
    return std::move(frame.scene);
}

}
