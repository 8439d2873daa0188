// SPDX-License-Identifier: Apache-2.0
#include "table/datatableheaders.h"

#include "table/datatablemodel.h"
#include "theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr int margin = 12;
constexpr int dot = 9;
constexpr int gap = 8;
constexpr int widest = 200;

const TableData &tableOf(const QHeaderView &header)
{
    return static_cast<const DataTableModel &>(*header.model()).table();
}

QFont sectionFont()
{
    QFont font = currentTheme().body;
    font.setWeight(QFont::DemiBold);
    return font;
}

int titleLeft(const TableRow &row)
{
    return row.color.isValid() ? dot + gap : 0;
}

}

ColumnHeader::ColumnHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(false);
    setHighlightSections(false);
    setMinimumSectionSize(1);
    setSectionResizeMode(QHeaderView::Fixed);
}

int ColumnHeader::besideValues(int section) const
{
    const auto &table = static_cast<const DataTableModel &>(*model());
    const auto column = static_cast<std::size_t>(section);
    const int note = table.noteWidth(column);
    const bool hasValues = std::ranges::any_of(table.table().rows, [=](const TableRow &row) {
        return column < row.cells.size() && !row.cells[column].value.isEmpty();
    });
    return note > 0 && hasValues ? note + gap : 0;
}

bool ColumnHeader::fitOverValues() const
{
    const QFontMetrics metrics(currentTheme().note);
    for (int section = 0; section < count(); ++section) {
        const QString text = model()->headerData(section, Qt::Horizontal).toString();
        if (metrics.horizontalAdvance(text) > sectionSize(section) - 2 * margin - besideValues(section))
            return false;
    }
    return true;
}

QRect ColumnHeader::textArea(const QRect &rect, int logicalIndex) const
{
    const int beside = fitOverValues() ? besideValues(logicalIndex) : 0;
    return rect.adjusted(margin, 0, -margin - beside, 0);
}

int ColumnHeader::neededHeight() const
{
    const QFontMetrics metrics(currentTheme().note);
    int height = metrics.lineSpacing();
    for (int section = 0; section < count(); ++section) {
        const QRect room = textArea(QRect(0, 0, sectionSize(section), QWIDGETSIZE_MAX), section);
        const QString text = model()->headerData(section, Qt::Horizontal).toString();
        height = std::max(height, metrics.boundingRect(room, Qt::TextWordWrap, text).height());
    }
    return height + 16;
}

void ColumnHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    const Theme &theme = currentTheme();
    painter->save();
    painter->fillRect(rect, theme.surface);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.border);
    painter->setFont(theme.note);
    painter->setPen(theme.mutedText);
    painter->drawText(textArea(rect, logicalIndex).adjusted(0, 0, 0, -8),
                      Qt::AlignRight | Qt::AlignBottom | Qt::TextWordWrap,
                      model()->headerData(logicalIndex, Qt::Horizontal).toString());
    painter->restore();
}

RowHeader::RowHeader(QWidget *parent)
    : QHeaderView(Qt::Vertical, parent)
{
    setSectionsClickable(false);
    setHighlightSections(false);
    setMinimumSectionSize(1);
    setSectionResizeMode(QHeaderView::Fixed);
}

QSize RowHeader::sizeHint() const
{
    int width = 120;
    const QFontMetrics body(sectionFont());
    const QFontMetrics note(currentTheme().note);
    if (model())
        for (const TableRow &row : tableOf(*this).rows)
            width = std::max(width,
                             titleLeft(row) + std::min(widest, body.horizontalAdvance(row.title))
                                 + (row.titleNote.isEmpty() ? 0 : gap + note.horizontalAdvance(row.titleNote)));
    return {width + margin, QHeaderView::sizeHint().height()};
}

void RowHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    const Theme &theme = currentTheme();
    const TableRow &row = tableOf(*this).rows[static_cast<std::size_t>(logicalIndex)];
    const QFont font = row.section ? sectionFont() : theme.body;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(rect, theme.surface);
    if (logicalIndex + 1 < count())
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1),
                          row.section ? theme.border : theme.gridLine);
    QRect area = rect.adjusted(0, row.section ? 8 : 0, 0, 0);
    if (row.color.isValid()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(row.color);
        painter->drawEllipse(QRectF(area.left(), area.top() + (area.height() - dot) / 2.0, dot, dot));
    }
    area.setLeft(area.left() + titleLeft(row));
    const QFontMetrics metrics(font);
    const int noteWidth = row.titleNote.isEmpty() ? 0 : gap + QFontMetrics(theme.note).horizontalAdvance(row.titleNote);
    const int width = std::min(metrics.horizontalAdvance(row.title) + 1, area.width() - noteWidth);
    painter->setFont(font);
    painter->setPen(theme.text);
    painter->drawText(QRect(area.left(), area.top(), width, area.height()), Qt::AlignVCenter,
                      metrics.elidedText(row.title, Qt::ElideMiddle, width));
    painter->setFont(theme.note);
    painter->setPen(theme.mutedText);
    painter->drawText(area.adjusted(width + gap, 0, 0, 0), Qt::AlignVCenter, row.titleNote);
    painter->restore();
}

bool RowHeader::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int row = logicalIndexAt(help->pos());
        if (row >= 0)
            QToolTip::showText(help->globalPos(), tableOf(*this).rows[static_cast<std::size_t>(row)].title, this);
        return true;
    }
    return QHeaderView::viewportEvent(event);
}

}
