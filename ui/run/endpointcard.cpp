// SPDX-License-Identifier: Apache-2.0
#include "run/endpointcard.h"

#include "endpoint/endpointsfile.h"
#include "run/runtext.h"
#include "theme/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QUrl>

namespace streamgauge {

namespace {

constexpr int padding = 12;
constexpr int checkSize = 16;
constexpr int dotSize = 10;
constexpr int stateDotSize = 8;
constexpr int lineGap = 4;
constexpr qreal radius = 9;

QFont labelFont(const Theme &theme)
{
    QFont font = theme.body;
    font.setWeight(QFont::DemiBold);
    return font;
}

void drawDot(QPainter &painter, const QRect &line, int size, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(line.left(), line.center().y() + 0.5 - size / 2.0, size, size));
}

}

QString endpointPlace(const Endpoint &endpoint, const EndpointStatus &status)
{
    if (endpoint.simulation)
        return endpoint.hardware.isEmpty()
            ? QCoreApplication::translate("EndpointCard", "built-in simulator")
            : QCoreApplication::translate("EndpointCard", "built-in simulator · %1").arg(endpoint.hardware);
    const QUrl url(withoutCredentials(endpoint.url));
    QString place = url.host().isEmpty() ? withoutCredentials(endpoint.url) : url.host();
    if (url.port() > 0)
        place += QStringLiteral(":%1").arg(url.port());
    const bool told = status.probe && !status.probe->engine.isEmpty();
    const QString engine = told ? status.probe->engine : endpoint.deployment.engine;
    const QString version = told ? status.probe->engineVersion : QString();
    const QString server = version.isEmpty() ? engine : QStringLiteral("%1 %2").arg(engine, version);
    return server.isEmpty() ? place : QStringLiteral("%1 · %2").arg(place, server);
}

QString endpointStateText(const EndpointStatus &status)
{
    if (status.state != EndpointState::Unreachable || status.detail.isEmpty())
        return status.state == EndpointState::Simulated ? toString(EndpointState::Ready) : toString(status.state);
    const bool answered = status.probe && status.probe->reachable;
    return answered ? status.detail : QCoreApplication::translate("EndpointCard", "unreachable: %1").arg(status.detail);
}

EndpointCard::EndpointCard(QWidget *parent)
    : QCheckBox(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

void EndpointCard::setEndpoint(const Endpoint &endpoint)
{
    m_endpoint = endpoint;
    refreshText();
}

void EndpointCard::setStatus(const EndpointStatus &status)
{
    m_status = status;
    refreshText();
}

void EndpointCard::refreshText()
{
    m_place = endpointPlace(m_endpoint, m_status);
    m_state = endpointStateText(m_status);
    const QString simulation = simulationText(m_endpoint);
    QStringList lines {m_endpoint.label, m_place,
                       simulation.isEmpty() ? m_state : m_state + QStringLiteral(" · ") + simulation};
    const QString model = m_status.probe && !m_status.probe->model.isEmpty() ? m_status.probe->model : m_endpoint.model;
    if (!model.isEmpty())
        lines.append(tr("Model: %1").arg(model));
    setAccessibleName(m_endpoint.label);
    setAccessibleDescription(lines.mid(1).join(QStringLiteral(", ")));
    lines.append(tr("Click or press Space to take it into the run or leave it out"));
    setToolTip(QStringLiteral("<qt>%1</qt>")
                   .arg(lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"))));
    update();
}

QSize EndpointCard::sizeHint() const
{
    const Theme &theme = currentTheme();
    const int lines = QFontMetrics(labelFont(theme)).height() + 2 * QFontMetrics(theme.note).height() + 2 * lineGap;
    return {220, lines + 2 * padding};
}

QSize EndpointCard::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

bool EndpointCard::hitButton(const QPoint &position) const
{
    return rect().contains(position);
}

void EndpointCard::changeEvent(QEvent *event)
{
    QCheckBox::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        update();
}

void EndpointCard::paintEvent(QPaintEvent *)
{
    const Theme &theme = currentTheme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawFrame(painter);

    QRect line = rect().adjusted(padding, padding, -padding, 0);
    const QFontMetrics labelMetrics(labelFont(theme));
    line.setHeight(labelMetrics.height());
    drawCheck(painter,
              QRectF(line.right() + 1 - checkSize, line.center().y() + 0.5 - checkSize / 2.0, checkSize, checkSize));
    drawDot(painter, line, dotSize, seriesColor(theme, m_endpoint.label));
    painter.setFont(labelFont(theme));
    painter.setPen(isChecked() ? theme.text : theme.mutedText);
    const QRect labelRect = line.adjusted(dotSize + 8, 0, -checkSize - 8, 0);
    painter.drawText(labelRect, Qt::AlignLeft | Qt::AlignVCenter,
                     labelMetrics.elidedText(m_endpoint.label, Qt::ElideMiddle, labelRect.width()));

    const QFontMetrics noteMetrics(theme.note);
    line.translate(0, line.height() + lineGap);
    line.setHeight(noteMetrics.height());
    painter.setFont(theme.note);
    painter.setPen(theme.mutedText);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     noteMetrics.elidedText(m_place, Qt::ElideRight, line.width()));

    line.translate(0, line.height() + lineGap);
    drawState(painter, line);
}

void EndpointCard::drawFrame(QPainter &painter) const
{
    const Theme &theme = currentTheme();
    const bool focus = hasFocus();
    painter.setBrush(isChecked() ? theme.surface : theme.background);
    painter.setPen(QPen(focus ? theme.accent : underMouse() ? theme.mutedText : theme.border, focus ? 2 : 1));
    const qreal inset = focus ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), radius, radius);
}

void EndpointCard::drawCheck(QPainter &painter, const QRectF &box) const
{
    const Theme &theme = currentTheme();
    const QRectF inner = box.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(isChecked() ? theme.accent : theme.mutedText, 1));
    painter.setBrush(isChecked() ? QBrush(theme.accent) : Qt::NoBrush);
    painter.drawRoundedRect(inner, 4, 4);
    if (!isChecked())
        return;
    QPainterPath tick(inner.topLeft() + QPointF(3.5, 8));
    tick.lineTo(inner.topLeft() + QPointF(6.5, 11));
    tick.lineTo(inner.topLeft() + QPointF(11.5, 4.5));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.surface, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(tick);
}

void EndpointCard::drawState(QPainter &painter, const QRect &line) const
{
    const Theme &theme = currentTheme();
    const QFontMetrics metrics(theme.note);
    const EndpointState state = m_endpoint.simulation ? EndpointState::Ready : m_status.state;
    paintStateDot(painter,
                  QRectF(line.left(), line.center().y() + 0.5 - stateDotSize / 2.0, stateDotSize, stateDotSize), state);

    QRect text = line.adjusted(stateDotSize + 6, 0, 0, 0);
    const QString mark = simulationText(m_endpoint);
    if (!mark.isEmpty()) {
        const int width = metrics.horizontalAdvance(mark) + 12;
        const QRectF chip(line.right() + 1 - width, line.top() - 1, width, line.height() + 2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.warningTint);
        painter.drawRoundedRect(chip, 5, 5);
        painter.setPen(theme.warningText);
        painter.drawText(chip, Qt::AlignCenter, mark);
        text.setRight(static_cast<int>(chip.left()) - 8);
    }
    painter.setPen(stateColor(state));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(m_state, Qt::ElideRight, text.width()));
}

}
