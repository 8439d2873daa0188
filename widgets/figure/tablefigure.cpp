// SPDX-License-Identifier: Apache-2.0
#include "figure/tablefigure.h"

#include "figure/figureframe.h"
#include "figure/textfit.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

constexpr double columnGap = 24;
constexpr double roomyRow = 1.9; ///< height of a row in lines of text
constexpr double denseRow = 1.25;

struct Grid
{
    QFont font;
    QFont headerFont;
    std::vector<double> widths;
    double rowHeight = 0;
};

/// Widths that the texts need in this type.
Grid natural(const ReportTable &table, QFont font, int pixels)
{
    Grid grid;
    font.setPixelSize(pixels);
    grid.font = font;
    grid.headerFont = font;
    grid.headerFont.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics(grid.font);
    const QFontMetricsF headerMetrics(grid.headerFont);
    for (qsizetype column = 0; column < table.header.size(); ++column) {
        double width = headerMetrics.horizontalAdvance(table.header[column]);
        for (const QStringList &row : table.rows)
            width = std::max(width, metrics.horizontalAdvance(row.value(column)));
        grid.widths.push_back(std::ceil(width));
    }
    grid.rowHeight = std::ceil(metrics.height() * denseRow);
    return grid;
}

double widthOf(const Grid &grid)
{
    double sum = columnGap * static_cast<double>(grid.widths.size() - 1);
    for (const double width : grid.widths)
        sum += width;
    return sum;
}

/// The columns of names give way where even the smallest type is too wide.
void narrow(Grid &grid, int textColumns, double width)
{
    const auto names = static_cast<std::size_t>(std::max(1, textColumns));
    for (std::size_t column = 0; column < std::min(names, grid.widths.size()); ++column) {
        const double excess = widthOf(grid) - width;
        if (excess > 0)
            grid.widths[column] = std::max(grid.widths[column] - excess, 40.0);
    }
}

Grid fitted(const ReportTable &table, const QRectF &area, const FigureStyle &style)
{
    const int largest = style.legend.pixelSize() + 1;
    const double rows = static_cast<double>(table.rows.size()) + 1;
    for (int pixels = largest; pixels > largest / 2; --pixels) {
        Grid grid = natural(table, style.legend, pixels);
        if (widthOf(grid) > area.width() || grid.rowHeight * rows > area.height())
            continue;
        const double roomy = std::ceil(QFontMetricsF(grid.font).height() * roomyRow);
        grid.rowHeight = std::min(roomy, std::floor(area.height() / rows));
        return grid;
    }
    Grid grid = natural(table, style.legend, largest / 2);
    narrow(grid, table.textColumns, area.width());
    return grid;
}

void addRow(FigureScene &scene, const QStringList &cells, int textColumns, const Grid &grid, const QPointF &topLeft,
            const QFont &font, const QColor &color)
{
    const QFontMetricsF metrics(font);
    double x = topLeft.x();
    for (std::size_t column = 0; column < grid.widths.size(); ++column) {
        const QString text = elided(cells.value(qsizetype(column)), metrics, grid.widths[column] + 0.5);
        const double width = metrics.horizontalAdvance(text);
        const double left = int(column) < textColumns ? x : x + grid.widths[column] - width;
        scene.texts.push_back(
            {.role = TextRole::Value,
             .rect = {left, topLeft.y() + (grid.rowHeight - metrics.height()) / 2, width, metrics.height()},
             .lines = {text},
             .font = font,
             .color = color,
             .halo = {}});
        x += grid.widths[column] + columnGap;
    }
}

}

FigureScene layoutTable(const ReportTable &table, const QString &footer, bool simulated, const QSizeF &size,
                        const FigureStyle &style)
{
    FigureFrame frame = makeFrame(size, style);
    takeFinding(frame, table.title, style);
    takeFooter(frame, footer, simulated, style);
    if (table.header.isEmpty())
        return std::move(frame.scene);
    const QRectF area = frame.area.adjusted(0, 8, 0, -4);
    const Grid grid = fitted(table, area, style);
    const double right = area.left() + std::min(area.width(), widthOf(grid));
    addRow(frame.scene, table.header, table.textColumns, grid, area.topLeft(), grid.headerFont, style.theme.mutedText);
    double y = area.top() + grid.rowHeight;
    for (const QStringList &row : table.rows) {
        frame.scene.gridLines.push_back({{area.left(), y, right, y}, style.theme.border, style.pixel});
        addRow(frame.scene, row, table.textColumns, grid, {area.left(), y}, grid.font, style.theme.text);
        y += grid.rowHeight;
    }
    return std::move(frame.scene);
}

}
