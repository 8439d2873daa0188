// SPDX-License-Identifier: Apache-2.0
#include "figure/legend.h"

#include "figure/textfit.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

struct Entry
{
    QString text;
    double x = 0;
    int row = 0;
};

struct Rows
{
    std::vector<Entry> entries;
    int count = 0;
};

double swatchWidth(const QFontMetricsF &metrics)
{
    return std::round(metrics.ascent() * 0.85);
}

/// Entries from left to right, each at most @p mostWidth wide.
Rows fillRows(const std::vector<FigureSeries> &series, const QFontMetricsF &metrics, double width, double mostWidth)
{
    const double before = swatchWidth(metrics) + 6;
    constexpr double between = 18;
    Rows rows {.entries = {}, .count = 1};
    double x = 0;
    for (const FigureSeries &one : series) {
        const QString text = elided(one.label, metrics, mostWidth - before);
        const double needed = before + metrics.horizontalAdvance(text);
        if (x > 0 && x + needed > width) {
            x = 0;
            ++rows.count;
        }
        rows.entries.push_back({text, x, rows.count - 1});
        x += needed + between;
    }
    return rows;
}

/// The last rows give way to a count of what is not shown.
void cutRows(Rows &rows, int mostRows, const QFontMetricsF &metrics, double width)
{
    const std::size_t all = rows.entries.size();
    std::erase_if(rows.entries, [&](const Entry &entry) { return entry.row >= mostRows; });
    while (!rows.entries.empty()) {
        const auto more = QStringLiteral("+ %1 more").arg(all - rows.entries.size());
        const Entry &last = rows.entries.back();
        const double x = last.x + swatchWidth(metrics) + 6 + metrics.horizontalAdvance(last.text) + 18;
        if (x + metrics.horizontalAdvance(more) <= width) {
            rows.entries.push_back({more, x, last.row});
            break;
        }
        rows.entries.pop_back();
    }
    rows.count = std::min(rows.count, mostRows);
}

}

double layoutLegend(FigureScene &scene, const std::vector<FigureSeries> &series, const QRectF &area, double mostHeight,
                    const FigureStyle &style)
{
    const QFontMetricsF metrics(style.legend);
    const double rowHeight = std::ceil(metrics.height() * 1.15);
    const int mostRows = static_cast<int>(mostHeight / rowHeight);
    if (series.empty() || mostRows < 1)
        return 0;
    Rows rows = fillRows(series, metrics, area.width(), area.width());
    constexpr double narrowest = 90;
    for (int columns = 2; rows.count > mostRows && area.width() / columns >= narrowest; ++columns)
        rows = fillRows(series, metrics, area.width(), area.width() / columns - 18);
    if (rows.count > mostRows)
        cutRows(rows, mostRows, metrics, area.width());

    const double swatch = swatchWidth(metrics);
    for (std::size_t i = 0; i < rows.entries.size(); ++i) {
        const Entry &entry = rows.entries[i];
        const double y = area.top() + entry.row * rowHeight;
        const bool isSeries = i < series.size() && !entry.text.startsWith(QLatin1String("+ "));
        double x = area.left() + entry.x;
        if (isSeries) {
            scene.marks.push_back({SceneMark::Kind::Swatch,
                                   {x, std::round(y + (metrics.height() - swatch) / 2), swatch, swatch},
                                   series[i].paint});
            x += swatch + 6;
        }
        scene.texts.push_back({.role = TextRole::Legend,
                               .rect = {x, y, metrics.horizontalAdvance(entry.text), metrics.height()},
                               .lines = {entry.text},
                               .font = style.legend,
                               .color = style.theme.text,
                               .halo = {}});
    }
    return rows.count * rowHeight;
}

}
