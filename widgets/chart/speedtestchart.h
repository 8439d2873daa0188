// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chart/figureview.h"
#include "figure/speedtestfigure.h"

#include <functional>

namespace streamgauge {

/// TTFT, Total Time and TPS by test on three cards of its own; under each other where it is narrow.
class SpeedTestChart : public FigureView
{
    Q_OBJECT

public:
    explicit SpeedTestChart(QWidget *parent = nullptr);

    void setComparison(const Comparison &comparison);
    void setSnapshot(const LiveSnapshot &snapshot); ///< bars fill in as the run goes on
    void clear();
    void setLegendVisible(bool visible); ///< off: the page around it names the series

    const BarFigure &figure() const { return m_figure; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    FigureScene layoutScene(const QSizeF &size, const FigureStyle &style) const override;
    QString textAt(const QPointF &position) const override;
    bool event(QEvent *event) override;

private:
    void rebuild();

    std::function<BarFigure(const Theme &)> m_source;
    BarFigure m_figure;
    bool m_legend = false;
};

}
