// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/figurestyle.h"
#include "figure/scene.h"

#include <QWidget>

#include <optional>

namespace streamgauge {

/// A widget that shows a figure. Laid out anew only with new data, size, scale or theme.
class FigureView : public QWidget
{
    Q_OBJECT

public:
    explicit FigureView(QWidget *parent = nullptr);

    const FigureScene &scene() const; ///< as painted at the moment

    /// What is to be dragged out of it: a chart's name (figure/charts.h). Empty: nothing.
    void setDraggedChart(const QString &chart) { m_draggedChart = chart; }

Q_SIGNALS:
    void dragStarted(const QString &chart);

protected:
    virtual FigureScene layoutScene(const QSizeF &size, const FigureStyle &style) const = 0;
    virtual QString textAt(const QPointF &position) const; ///< of the tooltip; empty: none

    void relayout();

    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    mutable std::optional<FigureScene> m_scene;
    mutable double m_pixelRatio = 0;
    QString m_draggedChart;
    std::optional<QPoint> m_pressedAt;
};

}
