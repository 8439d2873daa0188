// SPDX-License-Identifier: Apache-2.0
#include "figure/barfigure.h"

#include "figure/legend.h"
#include "figure/panellayout.h"
#include "figure/textfit.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

/// Takes the finding from the top of @p area.
void takeFinding(FigureScene &scene, const BarFigure &figure, QRectF &area, const FigureStyle &style)
{
    if (figure.finding.isEmpty())
        return;
    const int mostLines = std::min(2, static_cast<int>(area.height() * 0.25 / QFontMetricsF(style.finding).height()));
    const int smallest = style.finding.pixelSize() * 2 / 3;
    const FittedLabels fitted = fitLabels({figure.finding}, style.finding, smallest, area.width(), mostLines);
    const QStringList &lines = fitted.lines.front();
    if (mostLines < 1 || lines.isEmpty())
        return;
    const QFontMetricsF metrics(fitted.font);
    const QRectF rect(area.topLeft(), textSize(lines, metrics));
    scene.texts.push_back({.role = TextRole::Finding,
                           .rect = rect,
                           .lines = lines,
                           .font = fitted.font,
                           .color = style.theme.text,
                           .halo = {}});
    area.setTop(std::ceil(rect.bottom() + metrics.height() * 0.35));
}

/// Takes the footer from the bottom of @p area: "Simulated" first and in bold, then the conditions.
void takeFooter(FigureScene &scene, const BarFigure &figure, QRectF &area, const FigureStyle &style)
{
    if (figure.footer.isEmpty() && !figure.simulated)
        return;
    QFont bold = style.footer;
    bold.setWeight(QFont::Bold);
    const QFontMetricsF metrics(style.footer);
    const QFontMetricsF boldMetrics(bold);
    const QString simulated = figure.simulated ? QStringLiteral("Simulated") : QString();
    const double before = figure.simulated ? boldMetrics.horizontalAdvance(simulated) + 10 : 0;
    const int mostLines = std::min(2, static_cast<int>(area.height() * 0.2 / metrics.height()));
    QStringList lines;
    if (mostLines >= 1)
        lines = wrapOrElide(figure.footer, metrics, area.width() - before, mostLines);
    const double height = std::max(static_cast<double>(lines.size()), figure.simulated ? 1.0 : 0.0) * metrics.height();
    const double top = area.bottom() - height;
    if (figure.simulated)
        scene.texts.push_back({.role = TextRole::Footer,
                               .rect = {area.left(), top, boldMetrics.horizontalAdvance(simulated), metrics.height()},
                               .lines = {simulated},
                               .font = bold,
                               .color = style.theme.warningText,
                               .halo = {}});
    if (!lines.isEmpty())
        scene.texts.push_back({.role = TextRole::Footer,
                               .rect = {QPointF(area.left() + before, top), textSize(lines, metrics)},
                               .lines = lines,
                               .font = style.footer,
                               .color = style.theme.mutedText,
                               .halo = {}});
    area.setBottom(std::floor(top - metrics.height() * 0.5));
}

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
    FigureScene scene;
    scene.size = size;
    scene.surface = style.theme.surface;
    if (!style.cards)
        scene.background = style.theme.surface;
    const double margin = std::min(style.margin, std::min(size.width(), size.height()) / 12);
    QRectF area = QRectF({0, 0}, size).adjusted(margin, margin, -margin, -margin);
    takeFinding(scene, figure, area, style);
    takeFooter(scene, figure, area, style);
    takeLegend(scene, figure, area, style);
    if (!figure.panels.empty())
        layoutPanels(scene, figure, panelAreas(area, figure.panels.size(), style.panelGap), style);
    return scene;
}

}
