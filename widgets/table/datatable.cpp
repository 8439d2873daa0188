// SPDX-License-Identifier: Apache-2.0
#include "table/datatable.h"

#include "table/datatabledelegate.h"
#include "table/datatableheaders.h"
#include "table/datatablemodel.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <numeric>

namespace streamgauge {

DataTable::DataTable(QWidget *parent)
    : QTableView(parent)
    , m_model(new DataTableModel(this))
{
    setModel(m_model);
    setItemDelegate(new DataTableDelegate(this));
    setHorizontalHeader(new ColumnHeader(this));
    setVerticalHeader(new RowHeader(this));
    setCornerButtonEnabled(false);
    if (auto *corner = findChild<QAbstractButton *>(QString(), Qt::FindDirectChildrenOnly))
        corner->installEventFilter(this);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollMode(ScrollPerPixel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    fit();
}

void DataTable::setTable(const TableData &table)
{
    m_model->setTable(table);
    clearSpans();
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        if (table.rows[row].section && table.columns.size() > 1)
            setSpan(static_cast<int>(row), 0, 1, static_cast<int>(table.columns.size()));
    fit();
}

const TableData &DataTable::table() const
{
    return m_model->table();
}

bool DataTable::event(QEvent *event)
{
    // Ctrl+C belongs to the table only while cells of it are selected.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)
        && selectionModel()->hasSelection())
        event->accept();
    if (event->type() == QEvent::StyleChange)
        fit();
    return QTableView::event(event);
}

bool DataTable::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Paint || !qobject_cast<QAbstractButton *>(watched))
        return QTableView::eventFilter(watched, event);
    auto *corner = static_cast<QWidget *>(watched); // the line under the column titles goes all the way
    QPainter painter(corner);
    painter.fillRect(corner->rect(), currentTheme().surface);
    painter.fillRect(QRect(0, corner->height() - 1, corner->width(), 1), currentTheme().border);
    return true;
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fit();
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && copySelection())
        return;
    if (event->key() == Qt::Key_Escape && selectionModel()->hasSelection())
        return clearSelection();
    QTableView::keyPressEvent(event);
}

std::vector<int> DataTable::leastWidths() const
{
    const auto *delegate = static_cast<const DataTableDelegate *>(itemDelegate());
    std::vector<int> widths;
    for (int column = 0; column < m_model->columnCount(); ++column)
        widths.push_back(delegate->columnWidth(*m_model, static_cast<std::size_t>(column)));
    return widths;
}

void DataTable::fit()
{
    const int columns = m_model->columnCount();
    verticalHeader()->setFixedWidth(verticalHeader()->sizeHint().width());
    const int available = width() - verticalHeader()->width();
    m_model->setShortNotes(false);
    std::vector<int> widths = leastWidths();
    if (std::accumulate(widths.begin(), widths.end(), 0) > available) {
        m_model->setShortNotes(true);
        widths = leastWidths();
    }
    const int needed = std::accumulate(widths.begin(), widths.end(), 0);
    const int extra = columns > 0 ? std::max(0, available - needed) : 0;
    for (int column = 0; column < columns; ++column) {
        const int share = extra * (column + 1) / columns - extra * column / columns;
        setColumnWidth(column, widths[static_cast<std::size_t>(column)] + share);
    }
    int height = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const int rowHeight = m_model->table().rows[static_cast<std::size_t>(row)].section ? 40 : 32;
        setRowHeight(row, rowHeight);
        height += rowHeight;
    }
    const int head = static_cast<ColumnHeader *>(horizontalHeader())->neededHeight();
    horizontalHeader()->setFixedHeight(head);
    updateGeometries(); // the view places its headers by itself only when it is next resized
    const int scroll = needed > available ? horizontalScrollBar()->sizeHint().height() : 0;
    setFixedHeight(head + height + scroll);
}

bool DataTable::copySelection()
{
    QModelIndexList cells = selectionModel()->selectedIndexes();
    if (cells.isEmpty())
        return false;
    std::ranges::sort(cells, [](const QModelIndex &a, const QModelIndex &b) {
        return a.row() != b.row() ? a.row() < b.row() : a.column() < b.column();
    });
    QString text;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0)
            text += cells[i].row() == cells[i - 1].row() ? QLatin1Char('\t') : QLatin1Char('\n');
        text += cells[i].data().toString();
    }
    QGuiApplication::clipboard()->setText(text);
    return true;
}

}
