// SPDX-License-Identifier: Apache-2.0
#include "report/report.h"

#include "report/checkreport.h"
#include "report/reporttables.h"
#include "report/wrappedtext.h"

#include <algorithm>

namespace streamgauge {

namespace {

QString markdownCell(QString text)
{
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    text.replace(QLatin1Char('|'), QLatin1String("\\|"));
    text.replace(QLatin1Char('<'), QLatin1String("&lt;"));
    return text.simplified();
}

QString markdownRow(const QStringList &cells)
{
    QString row = QStringLiteral("|");
    for (const QString &cell : cells)
        row += QLatin1Char(' ') + markdownCell(cell) + QLatin1String(" |");
    return row + QLatin1Char('\n');
}

QString markdownTable(const ReportTable &table)
{
    QString text =
        QStringLiteral("## %1\n\n").arg(markdownCell(table.title)) + markdownRow(table.header) + QLatin1Char('|');
    for (int i = 0; i < table.header.size(); ++i)
        text += i < table.textColumns ? QLatin1String(" --- |") : QLatin1String(" ---: |");
    text += QLatin1Char('\n');
    for (const QStringList &row : table.rows)
        text += markdownRow(row);
    return text + QLatin1Char('\n');
}

QString alignedRow(const QStringList &cells, const std::vector<qsizetype> &widths, int leftColumns)
{
    QString row;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const auto width = static_cast<int>(widths[std::size_t(i)]);
        const QString cell = cells[i].simplified();
        row += i < leftColumns ? cell.leftJustified(width) : cell.rightJustified(width);
        row += QLatin1String("  ");
    }
    while (row.endsWith(QLatin1Char(' ')))
        row.chop(1);
    return row + QLatin1Char('\n');
}

QString alignedTable(const ReportTable &table)
{
    std::vector<qsizetype> widths(std::size_t(table.header.size()));
    const auto widen = [&](const QStringList &cells) {
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], cells[qsizetype(i)].simplified().size());
    };
    widen(table.header);
    std::ranges::for_each(table.rows, widen);
    QString text = table.title + QLatin1Char('\n') + alignedRow(table.header, widths, table.textColumns);
    for (const QStringList &row : table.rows)
        text += alignedRow(row, widths, table.textColumns);
    return text + QLatin1Char('\n');
}

/// A paragraph a recommendation.
QString followsText(const ReportTable &table)
{
    QString text = table.rows.empty() ? QString() : table.title + QLatin1Char('\n');
    for (const QStringList &row : table.rows)
        text += wrappedText({}, row.first(), 2) + wrappedText(QStringLiteral("  "), row.last(), 2);
    return table.rows.empty() ? text : text + QLatin1Char('\n');
}

}

QString toMarkdown(const Comparison &comparison)
{
    QString text;
    for (const ReportTable &table : reportTables(comparison))
        text += markdownTable(table);
    if (const ReportTable checks = checksTable(checkFindings(comparison.series)); !checks.rows.empty())
        text += markdownTable(checks);
    if (const ReportTable follows = recommendationTable(comparison); !follows.rows.empty())
        text += markdownTable(follows);
    for (const QString &note : reportNotes(comparison))
        text += QStringLiteral("*%1*\n\n").arg(markdownCell(note).replace(QLatin1Char('*'), QLatin1String("\\*")));
    text.chop(1);
    return text;
}

QString toText(const Comparison &comparison)
{
    QString text;
    for (const ReportTable &table : reportTables(comparison))
        text += alignedTable(table);
    if (const QString checks = checksText(checkFindings(comparison.series)); !checks.isEmpty())
        text += QStringLiteral("Checks\n%1\n").arg(checks);
    text += followsText(recommendationTable(comparison));
    return text + reportNotes(comparison).join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}
