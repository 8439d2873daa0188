// SPDX-License-Identifier: Apache-2.0
#include "text/tabularfigures.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <vector>

namespace streamgauge {

namespace {

double digitWidth(const QFontMetricsF &metrics)
{
    double widest = 0;
    for (char digit = '0'; digit <= '9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QLatin1Char(digit)));
    return widest;
}

struct Piece
{
    QString text;
    double width = 0;
    bool digit = false;
};

/// Digits alone, what stands between them together, so that words keep their kerning.
std::vector<Piece> pieces(const QFontMetricsF &metrics, const QString &text)
{
    const double digit = digitWidth(metrics);
    std::vector<Piece> result;
    for (const QChar character : text) {
        const bool isDigit = character >= QLatin1Char('0') && character <= QLatin1Char('9');
        if (isDigit || result.empty() || result.back().digit)
            result.push_back({{}, 0, isDigit});
        result.back().text += character;
    }
    for (Piece &piece : result)
        piece.width = piece.digit ? digit : metrics.horizontalAdvance(piece.text);
    return result;
}

}

double tabularWidth(const QFont &font, const QString &text)
{
    double width = 0;
    for (const Piece &piece : pieces(QFontMetricsF(font), text))
        width += piece.width;
    return width;
}

void drawTabular(QPainter &painter, const QRectF &area, Qt::Alignment alignment, const QFont &font, const QString &text)
{
    const QFontMetricsF metrics(font);
    const double width = tabularWidth(font, text);
    double x = area.left();
    if (alignment & Qt::AlignRight)
        x = area.right() - width;
    else if (alignment & Qt::AlignHCenter)
        x = area.center().x() - width / 2;
    double baseline = area.top() + metrics.ascent();
    if (alignment & Qt::AlignBottom)
        baseline = area.bottom() - metrics.descent();
    else if (alignment & Qt::AlignVCenter)
        baseline = area.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    painter.setFont(font);
    for (const Piece &piece : pieces(metrics, text)) {
        const double inset = piece.digit ? (piece.width - metrics.horizontalAdvance(piece.text)) / 2 : 0;
        painter.drawText(QPointF(x + inset, baseline), piece.text);
        x += piece.width;
    }
}

}
