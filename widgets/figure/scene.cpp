// SPDX-License-Identifier: Apache-2.0
#include "figure/scene.h"

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace streamgauge {

namespace {

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

/// Only the top is round: a bar stands on its base line.
QPainterPath barPath(const QRectF &rect)
{
    const double radius = std::min({3.0, rect.width() / 4, rect.height()});
    QPainterPath path(rect.bottomLeft());
    path.lineTo(rect.left(), rect.top() + radius);
    path.quadTo(rect.topLeft(), {rect.left() + radius, rect.top()});
    path.lineTo(rect.right() - radius, rect.top());
    path.quadTo(rect.topRight(), {rect.right(), rect.top() + radius});
    path.lineTo(rect.bottomRight());
    path.closeSubpath();
    return path;
}

void stripe(QPainter &painter, const QRectF &rect, const QColor &color)
{
    painter.setPen(QPen(color, 1));
    constexpr double distance = 4;
    for (double y = rect.top(); y < rect.bottom() + rect.width(); y += distance) {
        // From the left edge up to the right, cut to the bar.
        const double x1 = y > rect.bottom() ? rect.left() + (y - rect.bottom()) : rect.left();
        const double x2 = std::min(rect.right(), rect.left() + (y - rect.top()));
        if (x1 < x2)
            painter.drawLine(QPointF(x1, y - (x1 - rect.left())), QPointF(x2, y - (x2 - rect.left())));
    }
}

void paintBar(QPainter &painter, const QRectF &rect, const SeriesPaint &paint, bool filling)
{
    if (rect.height() <= 0 || rect.width() <= 0)
        return;
    const double strength = filling ? 0.45 : 1;
    const QPainterPath path = barPath(rect);
    if (paint.variant == 0) {
        painter.fillPath(path, withAlpha(paint.color, strength));
        return;
    }
    painter.fillPath(path, withAlpha(paint.color, 0.35 * strength));
    if (paint.variant > 1)
        stripe(painter, rect, withAlpha(paint.color, strength));
    const double outline = std::min(1.0, rect.width() / 4);
    painter.strokePath(barPath(rect.adjusted(outline / 2, outline / 2, -outline / 2, 0)),
                       QPen(withAlpha(paint.color, strength), outline));
}

/// Lengths of strokes and gaps, in pen widths; empty for a solid line.
QList<qreal> dashes(int variant)
{
    if (variant == 0)
        return {};
    return variant == 1 ? QList<qreal> {4, 2} : QList<qreal> {1.5, 1.5};
}

/// The strokes of a line as single segments.
QList<QLineF> segments(const QPolygonF &points, const QList<qreal> &pattern, double width)
{
    QList<QLineF> lines;
    qsizetype phase = 0; // even: a stroke, odd: a gap
    double left = pattern.isEmpty() ? 0 : pattern.first() * width;
    for (qsizetype i = 1; i < points.size(); ++i) {
        QLineF rest(points[i - 1], points[i]);
        while (!pattern.isEmpty() && rest.length() > left) {
            const QPointF end = rest.pointAt(left / rest.length());
            if (phase % 2 == 0)
                lines.append({rest.p1(), end});
            rest.setP1(end);
            ++phase;
            left = pattern[phase % pattern.size()] * width;
        }
        left -= rest.length();
        if (phase % 2 == 0)
            lines.append(rest);
    }
    return lines;
}

void paintCurve(QPainter &painter, const SceneCurve &curve)
{
    QPen pen(curve.paint.color, curve.width, Qt::SolidLine, Qt::SquareCap, Qt::BevelJoin);
    const QList<qreal> pattern = dashes(curve.paint.variant);
    // On pixels, a wide line is far cheaper as segments: as one outline it costs 20 to 40 times as much.
    if (painter.paintEngine()->type() == QPaintEngine::Raster) {
        if (!pattern.isEmpty())
            pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.drawLines(segments(curve.points, pattern, curve.width));
        return;
    }
    pen.setCapStyle(Qt::FlatCap);
    if (!pattern.isEmpty())
        pen.setDashPattern(pattern);
    painter.setPen(pen);
    painter.drawPolyline(curve.points);
}

void paintLine(QPainter &painter, const SceneLine &line)
{
    QPen pen(line.color, line.width, Qt::SolidLine, Qt::FlatCap);
    if (line.dashed)
        pen.setDashPattern({4, 2.5});
    painter.setPen(pen);
    painter.drawLine(line.line);
}

void paintMark(QPainter &painter, const SceneMark &mark)
{
    const QRectF &rect = mark.rect;
    switch (mark.kind) {
    case SceneMark::Kind::Cross:
        painter.setPen(QPen(mark.paint.color, std::max(1.25, rect.width() / 5), Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(rect.topLeft(), rect.bottomRight());
        painter.drawLine(rect.topRight(), rect.bottomLeft());
        break;
    case SceneMark::Kind::Dash:
        painter.fillRect(rect, mark.paint.color);
        break;
    case SceneMark::Kind::Dot:
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark.paint.color);
        painter.drawEllipse(rect);
        break;
    case SceneMark::Kind::Ring: {
        constexpr double width = 1.75;
        painter.setPen(QPen(mark.paint.color, width));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2));
        break;
    }
    case SceneMark::Kind::Swatch:
        paintBar(painter, rect, mark.paint, false);
        break;
    case SceneMark::Kind::Box:
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark.paint.color);
        painter.drawRoundedRect(rect, 2, 2);
        break;
    }
}

void paintLines(QPainter &painter, const SceneText &text, const QRectF &rect)
{
    const QFontMetricsF metrics(text.font);
    double baseline = rect.top() + metrics.ascent();
    for (const QString &line : text.lines) {
        double x = rect.left();
        if (text.alignment == Qt::AlignHCenter)
            x = rect.center().x() - metrics.horizontalAdvance(line) / 2;
        else if (text.alignment == Qt::AlignRight)
            x = rect.right() - metrics.horizontalAdvance(line);
        painter.drawText(QPointF(x, baseline), line);
        baseline += metrics.height();
    }
}

void paintText(QPainter &painter, const SceneText &text)
{
    if (text.halo.isValid())
        painter.fillRect(text.rect.adjusted(-2, 0, 2, 0), text.halo);
    painter.setFont(text.font);
    painter.setPen(text.color);
    if (!text.upwards)
        return paintLines(painter, text, text.rect);
    painter.save();
    painter.translate(text.rect.bottomLeft());
    painter.rotate(-90);
    paintLines(painter, text, {0, 0, text.rect.height(), text.rect.width()});
    painter.restore();
}

}

SceneText textOf(TextRole role, const QString &text, const QPointF &topLeft, const QFont &font, const QColor &color)
{
    const QFontMetricsF metrics(font);
    return {.role = role,
            .rect = {topLeft, QSizeF(metrics.horizontalAdvance(text), metrics.height())},
            .lines = {text},
            .font = font,
            .color = color,
            .halo = {}};
}

void paintScene(QPainter &painter, const FigureScene &scene)
{
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    if (scene.background.isValid())
        painter.fillRect(QRectF({0, 0}, scene.size), scene.background);
    for (const SceneCard &card : scene.cards) {
        painter.setPen(QPen(card.border, 1));
        painter.setBrush(card.fill);
        painter.drawRoundedRect(card.rect.adjusted(0.5, 0.5, -0.5, -0.5), card.radius, card.radius);
    }
    for (const SceneLine &line : scene.gridLines)
        paintLine(painter, line);
    for (const SceneBar &bar : scene.bars) {
        if ((bar.filling || bar.paint.variant > 0) && scene.surface.isValid())
            painter.fillRect(bar.rect, scene.surface); // no grid line through a pale bar
        paintBar(painter, bar.rect, bar.paint, bar.filling);
    }
    painter.setBrush(Qt::NoBrush);
    for (const SceneTicks &ticks : scene.ticks) {
        painter.setPen(QPen(ticks.color, ticks.width, Qt::SolidLine, Qt::FlatCap));
        painter.drawLines(ticks.lines);
    }
    for (const SceneCurve &curve : scene.curves)
        paintCurve(painter, curve);
    for (const SceneLine &line : scene.lines)
        paintLine(painter, line);
    for (const SceneMark &mark : scene.marks)
        paintMark(painter, mark);
    for (const SceneText &text : scene.texts)
        paintText(painter, text);
    painter.restore();
}

}
