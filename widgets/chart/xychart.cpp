// SPDX-License-Identifier: Apache-2.0
#include "chart/xychart.h"

namespace streamgauge {

namespace {

QString numbered(const XyAxis &axis, double value)
{
    return QStringLiteral("%1: %2").arg(axis.title, QString::number(value, 'g', 3));
}

}

XyChart::XyChart(QWidget *parent)
    : FigureView(parent)
{
}

void XyChart::setFigure(const XyFigure &figure)
{
    m_figure = figure;
    relayout();
}

FigureScene XyChart::layoutScene(const QSizeF &size, const FigureStyle &style) const
{
    return layoutXyFigure(m_figure, size, style);
}

QString XyChart::textAt(const QPointF &position) const
{
    const auto hit = pointNear(scene(), position);
    if (!hit || hit->series >= m_figure.series.size())
        return {};
    const XySeries &series = m_figure.series[hit->series];
    if (hit->point >= series.points.size())
        return {};
    const QPointF &point = series.points[hit->point];
    QStringList lines;
    for (const QString &name : {series.label, series.pointLabels.value(qsizetype(hit->point))})
        if (!name.isEmpty())
            lines << name;
    lines << numbered(m_figure.x, point.x()) << numbered(m_figure.y, point.y());
    return lines.join(u'\n');
}

}
