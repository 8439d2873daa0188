// SPDX-License-Identifier: Apache-2.0
#include "chart/chunkrows.h"

namespace streamgauge {

ChunkRows::ChunkRows(QWidget *parent)
    : FigureView(parent)
{
}

void ChunkRows::setFigure(const TimelineFigure &figure)
{
    m_figure = figure;
    relayout();
}

FigureScene ChunkRows::layoutScene(const QSizeF &size, const FigureStyle &style) const
{
    return layoutTimeline(m_figure, size, style);
}

}
