// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace streamgauge {

class DataTableModel;

/// Paints a value, right-aligned in tabular figures, and its note beside it.
class DataTableDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// The least that shows every cell of the column in full.
    int columnWidth(const DataTableModel &model, std::size_t column) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

}
