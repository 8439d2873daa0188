// SPDX-License-Identifier: Apache-2.0
#include "chart/figureview.h"

#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace streamgauge {

FigureView::FigureView(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

const FigureScene &FigureView::scene() const
{
    const double ratio = devicePixelRatioF();
    if (!m_scene || m_pixelRatio != ratio) {
        FigureStyle style = dashboardStyle(currentTheme());
        style.pixel = 1 / ratio;
        m_pixelRatio = ratio;
        m_scene = layoutScene(size(), style);
    }
    return *m_scene;
}

QString FigureView::textAt(const QPointF &) const
{
    return {};
}

void FigureView::relayout()
{
    m_scene.reset();
    update();
}

bool FigureView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString text = textAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange)
        relayout();
    return QWidget::event(event);
}

void FigureView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintScene(painter, scene());
}

void FigureView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !m_draggedChart.isEmpty())
        m_pressedAt = event->pos();
    else
        QWidget::mousePressEvent(event);
}

void FigureView::mouseMoveEvent(QMouseEvent *event)
{
    const bool isDrag = m_pressedAt && event->buttons().testFlag(Qt::LeftButton)
        && (event->pos() - *m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (!isDrag)
        return QWidget::mouseMoveEvent(event);
    m_pressedAt.reset();
    Q_EMIT dragStarted(m_draggedChart);
}

void FigureView::resizeEvent(QResizeEvent *event)
{
    relayout();
    QWidget::resizeEvent(event);
}

}
