// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "table/tabledata.h"

#include <QAbstractTableModel>

namespace streamgauge {

/// TableData for a view: values as text, row titles as vertical headers.
class DataTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const TableData &table);
    const TableData &table() const { return m_table; }
    /// Notes in their short form, where a cell has one.
    void setShortNotes(bool shortNotes) { m_shortNotes = shortNotes; }
    bool hasShortNotes() const { return m_shortNotes; }
    const QString &note(const TableCell &cell) const;
    /// Width of the widest note of a column, in the theme's font of notes; 0 where there is none.
    int noteWidth(std::size_t column) const;

    /// Null for a section's row.
    const TableCell *cell(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    TableData m_table;
    bool m_shortNotes = false;
};

}
