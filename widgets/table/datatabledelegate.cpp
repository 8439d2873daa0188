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

QFont valueFont(bool best)
{
    QFont font = currentTheme().body;
    if (best)
        font.setWeight(QFont::Bold);
    return font;
}

QColor toneColor(const Theme &theme, Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return theme.good;
    case Tone::Bad:
        return theme.bad;
    case Tone::Warning:
        return theme.warningText;
    case Tone::Neutral:
        break;
    }
    return theme.mutedText;
}

/// The widest word of a title: it is wrapped at spaces, but not within words.
int widestWord(const QString &title, const QFontMetrics &metrics)
{
    int widest = 0;
    for (const QString &word : title.split(QLatin1Char(' ')))
        widest = std::max(widest, metrics.horizontalAdvance(word));
    return widest;
}

}

int DataTableDelegate::columnWidth(const DataTableModel &model, std::size_t column) const
{
    double value = 0;
    for (const TableRow &row : model.table().rows)
        if (column < row.cells.size())
            value = std::max(value, tabularWidth(valueFont(true), row.cells[column].value));
    const int note = model.noteWidth(column);
    const int besideValue = note > 0 && value > 0 ? gap + note : note;
    const int content = static_cast<int>(std::ceil(value)) + besideValue;
    const QFontMetrics metrics(currentTheme().note);
    const QString title = model.headerData(static_cast<int>(column), Qt::Horizontal).toString();
    const int whole = metrics.horizontalAdvance(title);
    const bool wraps = model.table().columns[column].wraps || model.hasShortNotes(); // where width is scarce
    const int titleWidth = wraps ? widestWord(title, metrics) : whole + (value > 0 ? besideValue : 0);
    return std::max({narrowest, content + 2 * margin, titleWidth + 2 * margin});
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
    if (index.row() + 1 < model.rowCount())
        painter->fillRect(QRect(area.left(), area.bottom(), area.width(), 1), cell ? theme.gridLine : theme.border);
    if (cell) {
        const int slot = model.noteWidth(static_cast<std::size_t>(index.column()));
        QRect value = area.adjusted(margin, 0, -margin - (slot > 0 ? slot + gap : 0), 0);
        const bool toned = cell->note.isEmpty() && cell->tone != Tone::Neutral;
        painter->setPen(toned                                    ? toneColor(theme, cell->tone)
                            : cell->value == QStringLiteral("–") ? theme.mutedText
                                                                 : theme.text);
        drawTabular(*painter, value, Qt::AlignRight | Qt::AlignVCenter, valueFont(cell->best), cell->value);
        painter->setFont(theme.note);
        painter->setPen(toneColor(theme, cell->tone));
        painter->drawText(QRect(area.right() + 1 - margin - slot, area.top(), slot + margin, area.height()),
                          Qt::AlignLeft | Qt::AlignVCenter, model.note(*cell));
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(theme.accent, 2));
        painter->drawRoundedRect(area.adjusted(1, 1, -1, -2), 4, 4);
    }
    painter->restore();
}

}
