// SPDX-License-Identifier: Apache-2.0
#include "chart/boxchart.h"

namespace streamgauge {

BoxChart::BoxChart(QWidget *parent)
    : FigureView(parent)
{
}

void BoxChart::setFigure(const BoxFigure &figure)
{
    m_figure = figure;
    relayout();
}

FigureScene BoxChart::layoutScene(const QSizeF &size, const FigureStyle &style) const
{
    return layoutBoxFigure(m_figure, size, style);
}

QString BoxChart::textAt(const QPointF &position) const
{
    if (scene().plots.empty() || m_figure.rows.empty())
        return {};
    const QRectF plot = scene().plots.front();
    if (position.y() < plot.top() || position.y() >= plot.bottom())
        return {};
    const auto rows = static_cast<double>(m_figure.rows.size());
    const BoxRow &row = m_figure.rows[static_cast<std::size_t>((position.y() - plot.top()) / plot.height() * rows)];
    const auto text = [this](double value) { return QString::number(value, 'f', m_figure.decimals); };
    const BoxNumbers &numbers = row.numbers;
    return QStringLiteral("%1, %2\nmedian %3\nmiddle half %4 to %5\n5th to 95th percentile %6 to %7\n%8 requests")
        .arg(row.label, m_figure.axisTitle, text(numbers.median), text(numbers.p25), text(numbers.p75),
             text(numbers.p5), text(numbers.p95))
        .arg(numbers.count);
}

}
