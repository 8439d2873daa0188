// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chart/figureview.h"
#include "figure/timelinefigure.h"

namespace streamgauge {

/// Requests as rows of their chunks, each below the other.
class ChunkRows : public FigureView
{
    Q_OBJECT

public:
    explicit ChunkRows(QWidget *parent = nullptr);

    void setFigure(const TimelineFigure &figure);

protected:
    FigureScene layoutScene(const QSizeF &size, const FigureStyle &style) const override;

private:
    TimelineFigure m_figure;
};

}
