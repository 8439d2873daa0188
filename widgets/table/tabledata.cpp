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

using Cells = QStringList;

/// The header, then a row each; a section has its title alone.
std::vector<Cells> cellsOf(const TableData &table)
{
    Cells head {table.corner};
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        head << header(table.columns[column]);
        if (hasNotes(table, column))
            head << QStringLiteral("%1 against the baseline").arg(table.columns[column].title);
    }
    std::vector<Cells> all {head};
    for (const TableRow &row : table.rows) {
        Cells cells {row.title};
        for (std::size_t column = 0; column < table.columns.size() && !row.section; ++column) {
            const TableCell cell = column < row.cells.size() ? row.cells[column] : TableCell {};
            cells << cell.value;
            if (hasNotes(table, column))
                cells << cell.note;
        }
        all.push_back(cells);
    }
    return all;
}

}

QString toTsv(const TableData &table)
{
    QString text;
    for (Cells cells : cellsOf(table)) {
        for (QString &cell : cells)
            cell = cell.simplified(); // a tab or a line break would move every cell after it
        text += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    return text;
}

QString toHtml(const TableData &table)
{
    QString html = QStringLiteral("<table>\n");
    bool isHeader = true;
    for (const Cells &cells : cellsOf(table)) {
        const QString tag = isHeader ? QStringLiteral("th") : QStringLiteral("td");
        html += QStringLiteral("<tr>");
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QString align = i > 0 ? QStringLiteral(" align=\"right\"") : QString();
            html += QStringLiteral("<%1%2>%3</%1>").arg(tag, align, cells[i].simplified().toHtmlEscaped());
        }
        html += QStringLiteral("</tr>\n");
        isHeader = false;
    }
    return html + QStringLiteral("</table>\n");
}

}
