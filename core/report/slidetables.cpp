// SPDX-License-Identifier: Apache-2.0
#include "report/slidetables.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace streamgauge {

namespace {

constexpr qsizetype mostColumns = 10;

qsizetype columnLetters(const ReportTable &table, qsizetype column)
{
    qsizetype longest = table.header[column].size();
    for (const QStringList &row : table.rows)
        longest = std::max(longest, row.value(column).size());
    return longest + 2;
}

QString shortened(const QString &name, qsizetype most)
{
    if (name.size() <= most)
        return name;
    const qsizetype end = (most - 1) / 2;
    return name.first(most - 1 - end) + QChar(0x2026) + name.last(end);
}

/// All of @p names in at most so many letters, or in more where two would become alike.
QStringList shortNames(const QStringList &names)
{
    constexpr std::array lengths {34, 46};
    const auto different = QSet<QString>(names.begin(), names.end()).size();
    for (const int length : lengths) {
        QStringList candidates;
        for (const QString &name : names)
            candidates.append(shortened(name, length));
        if (QSet<QString>(candidates.begin(), candidates.end()).size() == different)
            return candidates;
    }
    return names;
}

ReportTable withColumns(const ReportTable &table, const std::vector<qsizetype> &columns)
{
    ReportTable part {.title = table.title, .header = {}, .rows = {}, .textColumns = table.textColumns};
    const auto pick = [&](const QStringList &cells) {
        QStringList picked;
        for (const qsizetype column : columns)
            picked.append(cells.value(column));
        return picked;
    };
    part.header = pick(table.header);
    for (const QStringList &row : table.rows)
        part.rows.push_back(pick(row));
    return part;
}

/// Each table filled before the next one begins.
std::vector<ReportTable> filledParts(const ReportTable &table, qsizetype mostLetters)
{
    const qsizetype texts = std::min<qsizetype>(table.textColumns, table.header.size());
    std::vector<qsizetype> repeated;
    qsizetype taken = 0;
    for (qsizetype column = 0; column < texts; ++column) {
        repeated.push_back(column);
        taken += columnLetters(table, column);
    }
    std::vector<ReportTable> parts;
    std::vector<qsizetype> columns = repeated;
    qsizetype letters = taken;
    for (qsizetype column = texts; column < table.header.size(); ++column) {
        const qsizetype own = columnLetters(table, column);
        const bool isFull = letters + own > mostLetters || qsizetype(columns.size()) >= mostColumns;
        if (isFull && columns.size() > repeated.size()) {
            parts.push_back(withColumns(table, columns));
            columns = repeated;
            letters = taken;
        }
        columns.push_back(column);
        letters += own;
    }
    parts.push_back(withColumns(table, columns));
    return parts;
}

}

qsizetype lettersOf(const ReportTable &table)
{
    qsizetype letters = 0;
    for (qsizetype column = 0; column < table.header.size(); ++column)
        letters += columnLetters(table, column);
    return letters;
}

ReportTable withShortNames(ReportTable table)
{
    table.header = shortNames(table.header);
    for (qsizetype column = 0; column < std::min<qsizetype>(table.textColumns, table.header.size()); ++column) {
        QStringList names;
        for (const QStringList &row : table.rows)
            names.append(row.value(column));
        names = shortNames(names);
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            if (column < table.rows[row].size())
                table.rows[row][column] = names[qsizetype(row)];
    }
    return table;
}

std::vector<ReportTable> columnParts(const ReportTable &table, qsizetype mostLetters)
{
    const bool hasValues = table.textColumns < table.header.size();
    if (!hasValues || (lettersOf(table) <= mostLetters && table.header.size() <= mostColumns))
        return {table};
    std::vector<ReportTable> parts = filledParts(table, mostLetters);
    constexpr qsizetype step = 4;
    for (qsizetype letters = mostLetters - step; letters > 0; letters -= step) { // about as wide as each other
        std::vector<ReportTable> narrower = filledParts(table, letters);
        if (narrower.size() > parts.size())
            break;
        parts = std::move(narrower);
    }
    return parts;
}

}
