// SPDX-License-Identifier: Apache-2.0
#include "controls/statelabel.h"

#include "controls/spacing.h"
#include "theme/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

namespace streamgauge {

namespace {

constexpr int dotSize = 9;
constexpr int textOffset = dotSize + 6;

}

QString toString(EndpointState state)
{
    switch (state) {
    case EndpointState::Unknown:
        return QCoreApplication::translate("StateLabel", "not checked");
    case EndpointState::Checking:
        return QCoreApplication::translate("StateLabel", "checking");
    case EndpointState::Ready:
        return QCoreApplication::translate("StateLabel", "ready");
    case EndpointState::Unreachable:
        return QCoreApplication::translate("StateLabel", "unreachable");
    case EndpointState::Simulated:
        return QCoreApplication::translate("StateLabel", "simulated");
    }
    return {};
}

QColor stateColor(EndpointState state)
{
    const Theme &theme = currentTheme();
    switch (state) {
    case EndpointState::Ready:
        return theme.good;
    case EndpointState::Unreachable:
        return theme.bad;
    case EndpointState::Simulated:
        return theme.accent;
    case EndpointState::Unknown:
    case EndpointState::Checking:
        break;
    }
    return theme.mutedText;
}

void paintStateDot(QPainter &painter, const QRectF &dot, EndpointState state)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = stateColor(state);
    const bool hollow = state == EndpointState::Unknown || state == EndpointState::Checking;
    painter.setPen(hollow ? QPen(color, 1.5) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(color));
    if (state == EndpointState::Unreachable)
        painter.drawRoundedRect(dot.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    else
        painter.drawEllipse(hollow ? dot.adjusted(1, 1, -1, -1) : dot);
    painter.restore();
}

StateLabel::StateLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setState(EndpointState::Unknown);
}

void StateLabel::setState(EndpointState state, const QString &text)
{
    m_state = state;
    m_text = text.isEmpty() ? toString(state) : text;
    setAccessibleName(m_text);
    setToolTip(m_text);
    updateGeometry();
    update();
}

QSize StateLabel::sizeHint() const
{
    const QFontMetrics metrics(currentTheme().note);
    return {textOffset + metrics.horizontalAdvance(m_text) + spacing::tight, metrics.height() + 2};
}

QSize StateLabel::minimumSizeHint() const
{
    return {textOffset + QFontMetrics(currentTheme().note).averageCharWidth() * 6, sizeHint().height()};
}

void StateLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF dot(0, (height() - dotSize) / 2.0, dotSize, dotSize);
    paintStateDot(painter, dot, m_state);
    painter.setFont(currentTheme().note);
    painter.setPen(stateColor(m_state));
    const QRect area = rect().adjusted(textOffset, 0, 0, 0);
    const QString shown = QFontMetrics(currentTheme().note).elidedText(m_text, Qt::ElideRight, area.width());
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft, shown);
}

}
