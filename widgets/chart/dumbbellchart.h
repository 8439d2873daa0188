// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chart/figureview.h"
#include "figure/dumbbellfigure.h"

namespace streamgauge {

/// Shows a DumbbellFigure; a row under the mouse says its values.
class DumbbellChart : public FigureView
{
    Q_OBJECT

public:
    explicit DumbbellChart(QWidget *parent = nullptr);

    void setFigure(const DumbbellFigure &figure);

protected:
    FigureScene layoutScene(const QSizeF &size, const FigureStyle &style) const override;
    QString textAt(const QPointF &position) const override;

private:
    DumbbellFigure m_figure;
};

}
