// SPDX-License-Identifier: Apache-2.0
#include "table/tabledata.h"

#include <QStringList>

#include <algorithm>

namespace streamgauge {

namespace {

bool hasNotes(const TableData &table, std::size_t column)
{
    return std::ranges::any_of(table.rows, [&](const TableRow &row) {
        return column < row.cells.size() && !row.cells[column].note.isEmpty();
    });
}

QString header(const TableColumn &column)
{
    return column.unit.isEmpty() ? column.title : QStringLiteral("%1 (%2)").arg(column.title, column.unit);
}

QString line(const QStringList &cells)
{
    QStringList clean = cells;
    for (QString &cell : clean)
        cell = cell.simplified(); // a tab or a line break would move every cell after it
    return clean.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

}

QString toTsv(const TableData &table)
{
    QStringList head {table.corner};
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        head << header(table.columns[column]);
        if (hasNotes(table, column))
            head << QStringLiteral("%1 against the baseline").arg(table.columns[column].title);
    }
    QString text = line(head);
    for (const TableRow &row : table.rows) {
        QStringList cells {row.title};
        for (std::size_t column = 0; column < table.columns.size() && !row.section; ++column) {
            const TableCell cell = column < row.cells.size() ? row.cells[column] : TableCell {};
            cells << cell.value;
            if (hasNotes(table, column))
                cells << cell.note;
        }
        text += line(cells);
    }
    return text;
}

}
