// SPDX-License-Identifier: Apache-2.0
#include "table/datatabledelegate.h"

#include "table/datatablemodel.h"
#include "text/tabularfigures.h"
#include "theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

constexpr int margin = 12;
constexpr int gap = 8;
constexpr int narrowest = 72;
constexpr int widestHeaderWord = 92;

QFont valueFont(bool best)
{
    QFont font = currentTheme().body;
    if (best)
        font.setWeight(QFont::Bold);
    return font;
}

int noteWidth(const TableData &table, std::size_t column)
{
    const QFontMetrics metrics(currentTheme().note);
    int width = 0;
    for (const TableRow &row : table.rows)
        if (column < row.cells.size())
            width = std::max(width, metrics.horizontalAdvance(row.cells[column].note));
    return width;
}

QColor toneColor(const Theme &theme, Tone tone)
{
    return tone == Tone::Good ? theme.good : tone == Tone::Bad ? theme.bad : theme.mutedText;
}

}

int DataTableDelegate::columnWidth(const TableData &table, std::size_t column) const
{
    double value = 0;
    for (const TableRow &row : table.rows)
        if (column < row.cells.size())
            value = std::max(value, tabularWidth(valueFont(true), row.cells[column].value));
    const int note = noteWidth(table, column);
    const int content = static_cast<int>(std::ceil(value)) + (note > 0 ? gap + note : 0);
    const int title = QFontMetrics(currentTheme().note).horizontalAdvance(table.columns[column].title);
    return std::max({narrowest, content + 2 * margin, std::min(title, widestHeaderWord) + 2 * margin});
}

void DataTableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = currentTheme();
    const auto &model = static_cast<const DataTableModel &>(*index.model());
    const TableCell *cell = model.cell(index);
    const QRect area = option.rect;
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(area, theme.accentTint);
    painter->fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme.gridLine);
    if (cell) {
        const int slot = noteWidth(model.table(), static_cast<std::size_t>(index.column()));
        QRect value = area.adjusted(margin, 0, -margin - (slot > 0 ? slot + gap : 0), 0);
        painter->setPen(cell->value == QStringLiteral("–") ? theme.mutedText : theme.text);
        drawTabular(*painter, value, Qt::AlignRight | Qt::AlignVCenter, valueFont(cell->best), cell->value);
        painter->setFont(theme.note);
        painter->setPen(toneColor(theme, cell->tone));
        painter->drawText(QRect(area.right() + 1 - margin - slot, area.top(), slot + margin, area.height()),
                          Qt::AlignLeft | Qt::AlignVCenter, cell->note);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(theme.accent, 2));
        painter->drawRoundedRect(area.adjusted(1, 1, -1, -2), 4, 4);
    }
    painter->restore();
}

}
