// SPDX-License-Identifier: Apache-2.0
#include "compare/telemetrypanel.h"

#include "chart/telemetrychart.h"
#include "controls/card.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "table/datatable.h"

#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace streamgauge {

namespace {

constexpr int rowHeight = 84;
constexpr int aroundStrips = 64; ///< legend, times
constexpr int messageHeight = 160;

struct Column
{
    QString title;
    QString unit;
    int decimals;
    std::function<std::optional<double>(const SeriesSummary &)> value;
};

std::vector<Column> columns()
{
    using S = const SeriesSummary &;
    const auto percent = [](const std::optional<CounterShare> &share) {
        return share ? std::optional(share->share() * 100) : std::nullopt;
    };
    return {
        {TelemetryPanel::tr("Energy per token"), TelemetryPanel::tr("J"), 2,
         [](S s) { return s.energy ? s.energy->joulesPerToken : std::nullopt; }},
        {TelemetryPanel::tr("Energy"), TelemetryPanel::tr("J"), 0,
         [](S s) { return s.energy ? std::optional(s.energy->joules) : std::nullopt; }},
        {TelemetryPanel::tr("Mean power"), TelemetryPanel::tr("W"), 1,
         [](S s) { return s.energy ? std::optional(s.energy->meanPower_w) : std::nullopt; }},
        {TelemetryPanel::tr("Prefix hits"), TelemetryPanel::tr("%"), 1,
         [=](S s) { return percent(s.server.prefixCache); }},
        {TelemetryPanel::tr("Running, most"), {}, 0, [](S s) { return s.server.maxRunning; }},
        {TelemetryPanel::tr("Waiting, most"), {}, 0, [](S s) { return s.server.maxWaiting; }},
        {TelemetryPanel::tr("KV cache, most"), TelemetryPanel::tr("%"), 1,
         [](S s) { return s.server.maxKvCacheUsage ? std::optional(*s.server.maxKvCacheUsage * 100) : std::nullopt; }},
        {TelemetryPanel::tr("Preemptions"), {}, 0, [](S s) { return s.server.preemptions; }},
    };
}

TableCell cellOf(const std::optional<double> &value, int decimals)
{
    return {.value = value ? QString::number(*value, 'f', decimals) : QStringLiteral("–"),
            .note = {},
            .shortNote = {},
            .toolTip = {}};
}

}

TableData serverAndGpuTable(const Comparison &comparison, const std::vector<QColor> &colors)
{
    TableData table;
    table.corner = TelemetryPanel::tr("Model");
    for (const Column &column : columns())
        if (std::ranges::any_of(comparison.series,
                                [&](const SeriesSummary &series) { return column.value(series).has_value(); }))
            table.columns.push_back({column.title, column.unit, false});
    if (table.columns.empty())
        return table;
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        TableRow row;
        row.title = comparison.series[i].label;
        row.color = colors[i];
        if (comparison.series[i].energy && comparison.series[i].energy->shared)
            row.titleNote = TelemetryPanel::tr("GPU shared");
        for (const Column &column : columns())
            if (std::ranges::any_of(table.columns,
                                    [&](const TableColumn &shown) { return shown.title == column.title; }))
                row.cells.push_back(cellOf(column.value(comparison.series[i]), column.decimals));
        table.rows.push_back(row);
    }
    return table;
}

TelemetryPanel::TelemetryPanel(QWidget *parent)
    : QWidget(parent)
    , m_chart(new TelemetryChart(this))
    , m_table(new DataTable(this))
    , m_tableCard(new Card(tr("Energy and server"), {}, this))
{
    const QString title = tr("During the run");
    auto *card = new Card(title, {}, this);
    m_chart->setAccessibleName(title);
    m_chart->setDraggedChart(QStringLiteral("server-gpu"));
    m_table->setAccessibleName(tr("Energy and server"));
    card->body()->addWidget(m_chart, 1);
    m_tableCard->body()->addWidget(m_table);
    m_tableCard->body()->addWidget(noteLabel(
        tr("Energy is the GPU's during the load, by its driver's power readings; none per token where the GPU served "
           "another endpoint at the same time."),
        m_tableCard));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::medium);
    column->addWidget(card);
    column->addWidget(m_tableCard);
    column->addStretch();
}

void TelemetryPanel::setComparison(const Comparison &comparison, const std::vector<QColor> &colors)
{
    const TelemetryFigure figure = telemetryFigure(comparison, currentTheme());
    const auto strips = static_cast<int>(figure.strips.size());
    m_chart->setFixedHeight(strips > 0 ? aroundStrips + strips * rowHeight : messageHeight);
    m_chart->setFigure(figure);
    const TableData table = serverAndGpuTable(comparison, colors);
    m_tableCard->setVisible(!table.rows.empty());
    m_table->setTable(table);
}

}
