// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chart/figureview.h"
#include "figure/telemetryfigure.h"

namespace streamgauge {

/// Shows a TelemetryFigure; under the mouse the values of that time.
class TelemetryChart : public FigureView
{
    Q_OBJECT

public:
    explicit TelemetryChart(QWidget *parent = nullptr);

    void setFigure(const TelemetryFigure &figure);

protected:
    FigureScene layoutScene(const QSizeF &size, const FigureStyle &style) const override;
    QString textAt(const QPointF &position) const override;

private:
    TelemetryFigure m_figure;
};

}
