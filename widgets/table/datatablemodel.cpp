// SPDX-License-Identifier: Apache-2.0
#include "table/datatablemodel.h"

#include "theme/theme.h"

#include <QFontMetrics>

#include <algorithm>

namespace streamgauge {

void DataTableModel::setTable(const TableData &table)
{
    beginResetModel();
    m_table = table;
    endResetModel();
}

const QString &DataTableModel::note(const TableCell &cell) const
{
    return m_shortNotes && !cell.shortNote.isEmpty() ? cell.shortNote : cell.note;
}

int DataTableModel::noteWidth(std::size_t column) const
{
    const QFontMetrics metrics(currentTheme().note);
    int width = 0;
    for (const TableRow &row : m_table.rows)
        if (column < row.cells.size())
            width = std::max(width, metrics.horizontalAdvance(note(row.cells[column])));
    return width;
}

const TableCell *DataTableModel::cell(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const auto &cells = m_table.rows[static_cast<std::size_t>(index.row())].cells;
    const auto column = static_cast<std::size_t>(index.column());
    return column < cells.size() ? &cells[column] : nullptr;
}

int DataTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int DataTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

QVariant DataTableModel::data(const QModelIndex &index, int role) const
{
    const TableCell *shown = cell(index);
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return shown->value;
    case Qt::ToolTipRole:
        return shown->toolTip;
    case Qt::AccessibleTextRole:
        return shown->note.isEmpty() ? shown->value : QStringLiteral("%1, %2").arg(shown->value, shown->note);
    default:
        return {};
    }
}

QVariant DataTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    const auto index = static_cast<std::size_t>(section);
    if (orientation == Qt::Vertical)
        return index < m_table.rows.size() ? QVariant(m_table.rows[index].title) : QVariant();
    if (index >= m_table.columns.size())
        return {};
    const TableColumn &column = m_table.columns[index];
    return column.unit.isEmpty() ? column.title : QStringLiteral("%1 (%2)").arg(column.title, column.unit);
}

Qt::ItemFlags DataTableModel::flags(const QModelIndex &index) const
{
    return cell(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

}
