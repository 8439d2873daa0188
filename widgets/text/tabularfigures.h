// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>
#include <QString>

class QFont;
class QPainter;

namespace streamgauge {

// Figures of equal width, so that numbers in a column line up and a live number does not tremble. Qt before 6.7 cannot
// ask a font for its tabular figures, so digits are set one by one.

/// Width of @p text when every digit takes the width of the widest.
double tabularWidth(const QFont &font, const QString &text);

/// In @p painter's pen; @p alignment as in QPainter::drawText, one line.
void drawTabular(QPainter &painter, const QRectF &area, Qt::Alignment alignment, const QFont &font,
                 const QString &text);

}
