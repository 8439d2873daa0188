// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QString>

#include <vector>

namespace streamgauge {

enum class Tone { Neutral, Good, Bad, Warning };

struct TableCell
{
    QString value;             ///< empty: nothing to show
    QString note;              ///< beside the value: "20 % faster"
    QString shortNote;         ///< instead of the note where there is no room for it: "+20 %"
    Tone tone = Tone::Neutral; ///< of the note, or of the value where there is none
    bool best = false;
    QString toolTip;
};

struct TableRow
{
    QString title;
    QString titleNote;    ///< muted, after the title
    QColor color;         ///< a dot before the title; invalid: none
    bool section = false; ///< a heading over the rows that follow; has no cells
    std::vector<TableCell> cells;
};

struct TableColumn
{
    QString title;
    QString unit;
    bool wraps = false; ///< the title may take two lines rather than widen the column
};

/// A table of numbers as it is read: rows with a title, values that may carry a note.
struct TableData
{
    QString corner; ///< what the row titles are
    std::vector<TableColumn> columns;
    std::vector<TableRow> rows;
};

/// Tab-separated, for a sheet: a column of notes follows each column that has any.
QString toTsv(const TableData &table);

/// The same cells as an HTML table, for documents and slides.
QString toHtml(const TableData &table);

}
