// SPDX-License-Identifier: Apache-2.0
#include "report/telemetrytable.h"

#include <algorithm>
#include <functional>

namespace streamgauge {

namespace {

using Value = std::function<std::optional<double>(const SeriesSummary &)>;

void addRow(ReportTable &table, const Comparison &comparison, const QString &title, int decimals, const Value &value)
{
    QStringList row {title};
    bool isAny = false;
    for (const SeriesSummary &series : comparison.series) {
        const std::optional<double> figure = value(series);
        row.append(figure ? QString::number(*figure, 'f', decimals) : QStringLiteral("–"));
        isAny = isAny || figure;
    }
    if (isAny)
        table.rows.push_back(row);
}

std::optional<double> percent(const std::optional<CounterShare> &share)
{
    return share ? std::optional(share->share() * 100) : std::nullopt;
}

void addEnergy(ReportTable &table, const Comparison &comparison)
{
    addRow(table, comparison, QStringLiteral("GPU energy per output token (J)"), 2,
           [](const SeriesSummary &s) { return s.energy ? s.energy->joulesPerToken : std::nullopt; });
    addRow(table, comparison, QStringLiteral("GPU energy (J)"), 0,
           [](const SeriesSummary &s) { return s.energy ? std::optional(s.energy->joules) : std::nullopt; });
    addRow(table, comparison, QStringLiteral("GPU power, mean (W)"), 1,
           [](const SeriesSummary &s) { return s.energy ? std::optional(s.energy->meanPower_w) : std::nullopt; });
}

/// The server's own TTFT, each line beside the client's.
void addTtft(ReportTable &table, const Comparison &comparison)
{
    struct Row
    {
        const char *title;
        std::optional<double> (*server)(const ServerTtft &);
        double Statistics::*client;
    };
    static constexpr Row rows[] = {
        {"mean", [](const ServerTtft &t) { return std::optional(t.mean_s); }, &Statistics::mean},
        {"median", [](const ServerTtft &t) { return t.median_s; }, &Statistics::median},
        {"p90", [](const ServerTtft &t) { return t.p90_s; }, &Statistics::p90},
        {"p99", [](const ServerTtft &t) { return t.p99_s; }, &Statistics::p99},
    };
    if (std::ranges::none_of(comparison.series, [](const SeriesSummary &s) { return s.server.ttft.has_value(); }))
        return;
    for (const Row &row : rows) {
        const QLatin1String title(row.title);
        addRow(table, comparison, QStringLiteral("TTFT by the server, %1 (s)").arg(title), 3,
               [&](const SeriesSummary &s) { return s.server.ttft ? row.server(*s.server.ttft) : std::nullopt; });
        addRow(table, comparison, QStringLiteral("TTFT by this client, %1 (s)").arg(title), 3,
               [&](const SeriesSummary &s) -> std::optional<double> {
                   const auto found = s.withCold.find(Metric::Ttft);
                   return s.server.ttft && found != s.withCold.end() ? std::optional(found->second.*row.client)
                                                                     : std::nullopt;
               });
    }
}

}

ReportTable telemetryTable(const Comparison &comparison, const QStringList &names)
{
    ReportTable table {QStringLiteral("Server and GPU"), names, {}, 1};
    addEnergy(table, comparison);
    addRow(table, comparison, QStringLiteral("Prompt tokens from the prefix cache (%)"), 1,
           [](const SeriesSummary &s) { return percent(s.server.prefixCache); });
    addRow(table, comparison, QStringLiteral("Draft tokens accepted (%)"), 1,
           [](const SeriesSummary &s) { return percent(s.server.speculation); });
    addRow(table, comparison, QStringLiteral("Requests running, most"), 0,
           [](const SeriesSummary &s) { return s.server.maxRunning; });
    addRow(table, comparison, QStringLiteral("Requests waiting, most"), 0,
           [](const SeriesSummary &s) { return s.server.maxWaiting; });
    addRow(table, comparison, QStringLiteral("KV cache in use, most (%)"), 1, [](const SeriesSummary &s) {
        return s.server.maxKvCacheUsage ? std::optional(*s.server.maxKvCacheUsage * 100) : std::nullopt;
    });
    addRow(table, comparison, QStringLiteral("Preemptions"), 0,
           [](const SeriesSummary &s) { return s.server.preemptions; });
    addTtft(table, comparison);
    return table;
}

QStringList telemetryNotes(const Comparison &comparison)
{
    QStringList notes;
    for (const SeriesSummary &series : comparison.series) {
        if (series.energy && series.energy->shared)
            notes.append(QStringLiteral("%1: its GPU served another endpoint at the same time; the energy is of both, "
                                        "so none is given per token.")
                             .arg(series.label));
        if (!series.server.ttft)
            continue;
        const double sent = series.completed + series.failed;
        if (series.server.ttft->count != sent)
            notes.append(QStringLiteral("%1: the server's TTFT is over %2 requests, this client's over %3; warm-ups or "
                                        "other clients are among the server's.")
                             .arg(series.label)
                             .arg(series.server.ttft->count)
                             .arg(sent));
    }
    return notes;
}

}
