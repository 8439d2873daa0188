// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chart/figureview.h"
#include "figure/xyfigure.h"

namespace streamgauge {

/// Shows an XyFigure; a point under the mouse says its values.
class XyChart : public FigureView
{
    Q_OBJECT

public:
    explicit XyChart(QWidget *parent = nullptr);

    void setFigure(const XyFigure &figure);

protected:
    FigureScene layoutScene(const QSizeF &size, const FigureStyle &style) const override;
    QString textAt(const QPointF &position) const override;

private:
    XyFigure m_figure;
};

}
