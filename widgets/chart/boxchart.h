// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chart/figureview.h"
#include "figure/boxfigure.h"

namespace streamgauge {

/// Shows a BoxFigure; a row under the mouse says its five numbers.
class BoxChart : public FigureView
{
    Q_OBJECT

public:
    explicit BoxChart(QWidget *parent = nullptr);

    void setFigure(const BoxFigure &figure);

protected:
    FigureScene layoutScene(const QSizeF &size, const FigureStyle &style) const override;
    QString textAt(const QPointF &position) const override;

private:
    BoxFigure m_figure;
};

}
