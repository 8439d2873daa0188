// SPDX-License-Identifier: Apache-2.0
#include "chart/telemetrychart.h"

namespace streamgauge {

TelemetryChart::TelemetryChart(QWidget *parent)
    : FigureView(parent)
{
}

void TelemetryChart::setFigure(const TelemetryFigure &figure)
{
    m_figure = figure;
    relayout();
}

FigureScene TelemetryChart::layoutScene(const QSizeF &size, const FigureStyle &style) const
{
    return layoutTelemetry(m_figure, size, style);
}

QString TelemetryChart::textAt(const QPointF &position) const
{
    return telemetryAt(m_figure, scene(), position);
}

}
