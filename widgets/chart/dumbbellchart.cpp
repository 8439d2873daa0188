// SPDX-License-Identifier: Apache-2.0
#include "chart/dumbbellchart.h"

#include <algorithm>

namespace streamgauge {

DumbbellChart::DumbbellChart(QWidget *parent)
    : FigureView(parent)
{
}

void DumbbellChart::setFigure(const DumbbellFigure &figure)
{
    m_figure = figure;
    relayout();
}

FigureScene DumbbellChart::layoutScene(const QSizeF &size, const FigureStyle &style) const
{
    return layoutDumbbells(m_figure, size, style);
}

QString DumbbellChart::textAt(const QPointF &position) const
{
    const auto slot =
        std::ranges::find_if(scene().slotAreas, [&](const SceneSlot &area) { return area.rect.contains(position); });
    if (slot == scene().slotAreas.end())
        return {};
    const DumbbellPanel &panel = m_figure.panels[std::size_t(slot->panel)];
    const auto row = static_cast<std::size_t>(slot->series);
    if (!panel.values[row])
        return {};
    const DumbbellValue &value = *panel.values[row];
    return QStringLiteral("%1\n%2: %3 → %4\n%5")
        .arg(m_figure.rows[row].label, panel.title, QString::number(value.from, 'f', panel.decimals),
             QString::number(value.to, 'f', panel.decimals), value.text);
}

}
