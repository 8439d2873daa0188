// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "table/tabledata.h"

#include <QTableView>

namespace streamgauge {

class DataTableModel;

/// A table as high as its rows, whose columns share the width; row titles stay when it scrolls sideways.
/// Ctrl+C copies the selected cells.
class DataTable : public QTableView
{
    Q_OBJECT

public:
    explicit DataTable(QWidget *parent = nullptr);

    void setTable(const TableData &table);
    const TableData &table() const;

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fit();
    std::vector<int> leastWidths() const;
    bool copySelection();

    DataTableModel *m_model;
};

}
