// SPDX-License-Identifier: Apache-2.0
#include "tray/serieschip.h"

#include "theme/theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace streamgauge {

namespace {

constexpr int chipHeight = 32;
constexpr int margin = 12;
constexpr int gap = 8;
constexpr int dot = 9;
constexpr int part = 24; // side of the remove button's area
constexpr int starWidth = 14;
constexpr int widestLabel = 220;

QFont labelFont()
{
    QFont font = currentTheme().body;
    font.setWeight(QFont::DemiBold);
    return font;
}

QString detailText(const ChipData &data)
{
    QStringList words;
    if (data.state == ChipData::State::Loading)
        words << QObject::tr("reading…");
    if (data.state == ChipData::State::Failed)
        words << QObject::tr("cannot be read");
    if (!data.detail.isEmpty())
        words << data.detail;
    if (data.hidden)
        words << QObject::tr("hidden");
    if (data.simulated)
        words << QObject::tr("simulated");
    return words.join(QStringLiteral(" · "));
}

QPainterPath star(const QPointF &center, double radius)
{
    QPolygonF points;
    for (int i = 0; i < 10; ++i) {
        const double angle = std::numbers::pi * (i / 5.0 - 0.5);
        const double r = i % 2 == 0 ? radius : radius * 0.45;
        points << center + QPointF(std::cos(angle), std::sin(angle)) * r;
    }
    QPainterPath path;
    path.addPolygon(points);
    path.closeSubpath();
    return path;
}

}

SeriesChip::SeriesChip(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_Hover);
}

void SeriesChip::setData(const ChipData &data)
{
    if (data == m_data)
        return;
    m_data = data;
    QStringList words {data.label, detailText(data)};
    if (data.baseline)
        words << tr("baseline");
    words.removeAll(QString());
    setAccessibleName(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize SeriesChip::sizeHint() const
{
    const int label = std::min(widestLabel, QFontMetrics(labelFont()).horizontalAdvance(m_data.label) + 1);
    const QString detail = detailText(m_data);
    const int note = detail.isEmpty() ? 0 : gap + QFontMetrics(currentTheme().note).horizontalAdvance(detail) + 1;
    return {labelLeft() + label + note + gap / 2 + part + gap / 2, chipHeight};
}

int SeriesChip::labelLeft() const
{
    return margin + dot + gap + (m_data.baseline ? starWidth + gap / 2 : 0);
}

QRect SeriesChip::removeRect() const
{
    return {width() - gap / 2 - part, (height() - part) / 2, part, part};
}

QRect SeriesChip::starRect() const
{
    return {gap / 2, (height() - part) / 2, labelLeft() - gap / 2, part};
}

bool SeriesChip::event(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(Part::None);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange)
        updateGeometry();
    return QWidget::event(event);
}

void SeriesChip::paintEvent(QPaintEvent *)
{
    const Theme &theme = currentTheme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool failed = m_data.state == ChipData::State::Failed;
    const double line = hasFocus() ? 2 : 1;
    painter.setPen(QPen(hasFocus() ? theme.accent : failed ? theme.bad : theme.border, line));
    painter.setBrush(theme.surface);
    const QRectF outline = QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2);
    painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2);

    paintMarks(painter);
    const int left = labelLeft();
    const QFontMetrics labelMetrics(labelFont());
    const int labelWidth = std::min(widestLabel, labelMetrics.horizontalAdvance(m_data.label) + 1);
    painter.setFont(labelFont());
    painter.setPen(m_data.hidden ? theme.mutedText : theme.text);
    painter.drawText(QRect(left, 0, labelWidth, height()), Qt::AlignVCenter,
                     labelMetrics.elidedText(m_data.label, Qt::ElideMiddle, labelWidth));
    painter.setFont(theme.note);
    painter.setPen(failed ? theme.bad : theme.mutedText);
    painter.drawText(QRect(left + labelWidth + gap, 0, width(), height()), Qt::AlignVCenter, detailText(m_data));

    if (m_hovered == Part::Remove) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accentTint);
        painter.drawEllipse(removeRect().adjusted(1, 1, -1, -1));
    }
    painter.setPen(QPen(m_hovered == Part::Remove ? theme.text : theme.mutedText, 1.4, Qt::SolidLine, Qt::RoundCap));
    const QPointF center = QRectF(removeRect()).center();
    painter.drawLine(center + QPointF(-3.5, -3.5), center + QPointF(3.5, 3.5));
    painter.drawLine(center + QPointF(-3.5, 3.5), center + QPointF(3.5, -3.5));
}

/// The dot, and the baseline's star; under the mouse the dot is the star that it would become.
void SeriesChip::paintMarks(QPainter &painter) const
{
    const Theme &theme = currentTheme();
    const double middle = height() / 2.0;
    const bool offers =
        m_hovered != Part::None && !m_data.baseline && !m_data.hidden && m_data.state == ChipData::State::Ready;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_data.state == ChipData::State::Failed ? theme.bad : m_data.color);
    if (m_data.hidden) {
        painter.setPen(QPen(m_data.color, 1.4));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QRectF(margin, middle - dot / 2.0, dot, dot).adjusted(0.7, 0.7, -0.7, -0.7));
    } else if (!offers)
        painter.drawEllipse(QRectF(margin, middle - dot / 2.0, dot, dot));
    if (m_data.baseline) {
        painter.setBrush(theme.accent);
        painter.drawPath(star({margin + dot + gap + starWidth / 2.0 - 1, middle + 0.5}, 6.5));
    } else if (offers) {
        painter.setPen(QPen(m_data.color, 1.4));
        painter.setBrush(m_hovered == Part::Star ? QBrush(m_data.color) : QBrush(Qt::NoBrush));
        painter.drawPath(star({margin + dot / 2.0, middle + 0.5}, 6));
    }
}

SeriesChip::Part SeriesChip::partAt(const QPoint &position) const
{
    if (removeRect().contains(position))
        return Part::Remove;
    if (starRect().contains(position))
        return Part::Star;
    return rect().contains(position) ? Part::Body : Part::None;
}

void SeriesChip::setHovered(Part hovered)
{
    if (hovered == m_hovered)
        return;
    m_hovered = hovered;
    switch (hovered) {
    case Part::Star:
        setToolTip(m_data.hidden         ? tr("Show it again  (Enter)")
                       : m_data.baseline ? tr("The others are measured against this one")
                                         : tr("Measure the others against this one  (Enter)"));
        break;
    case Part::Remove:
        setToolTip(tr("Remove  (Del)"));
        break;
    default:
        setToolTip(m_data.toolTip);
    }
    update();
}

void SeriesChip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = partAt(event->pos());
    m_pressedAt = event->pos();
}

void SeriesChip::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(partAt(event->pos()));
    if (m_pressed != Part::Body)
        return;
    if (!m_dragging && (event->pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
        return;
    m_dragging = true;
    const QPoint mouse = mapToParent(event->pos());
    raise();
    move(mouse - m_pressedAt);
    Q_EMIT dragged(mouse);
}

void SeriesChip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Part pressed = std::exchange(m_pressed, Part::None);
    if (std::exchange(m_dragging, false))
        return Q_EMIT dropped(false);
    if (partAt(event->pos()) != pressed)
        return;
    if (pressed == Part::Star)
        m_data.hidden ? Q_EMIT hideRequested() : Q_EMIT baselineRequested();
    else if (pressed == Part::Remove)
        Q_EMIT removeRequested();
}

void SeriesChip::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && partAt(event->pos()) == Part::Body
        && m_data.state == ChipData::State::Ready)
        Q_EMIT renameRequested();
}

void SeriesChip::keyPressEvent(QKeyEvent *event)
{
    const bool moves = event->modifiers().testFlag(Qt::ControlModifier);
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return m_data.hidden ? Q_EMIT hideRequested() : Q_EMIT baselineRequested();
    case Qt::Key_F2:
        return m_data.state == ChipData::State::Ready ? Q_EMIT renameRequested() : void();
    case Qt::Key_H:
        return m_data.state == ChipData::State::Ready ? Q_EMIT hideRequested() : void();
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return Q_EMIT removeRequested();
    case Qt::Key_Left:
        return moves ? Q_EMIT moveRequested(-1) : Q_EMIT stepRequested(-1);
    case Qt::Key_Right:
        return moves ? Q_EMIT moveRequested(1) : Q_EMIT stepRequested(1);
    case Qt::Key_Escape:
        if (!m_dragging)
            return QWidget::keyPressEvent(event);
        m_dragging = false;
        m_pressed = Part::None;
        return Q_EMIT dropped(true);
    default:
        QWidget::keyPressEvent(event);
    }
}

void SeriesChip::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    Q_EMIT menuRequested(byKey ? mapToGlobal(QPoint(margin, height())) : event->globalPos());
}

}
