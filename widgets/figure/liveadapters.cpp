// SPDX-License-Identifier: Apache-2.0
#include "figure/liveadapters.h"

#include "figure/figureseries.h"

#include <algorithm>

namespace streamgauge {

namespace {

const LiveCell *cellOf(const LiveSnapshot &snapshot, const LiveTimeline &row)
{
    const auto endpoint = static_cast<std::size_t>(row.endpoint);
    const auto test = static_cast<std::size_t>(row.test);
    if (endpoint >= snapshot.endpoints.size() || test >= snapshot.endpoints[endpoint].cells.size())
        return nullptr;
    return &snapshot.endpoints[endpoint].cells[test];
}

QString rowLabel(const LiveSnapshot &snapshot, const LiveTimeline &row)
{
    const auto test = static_cast<std::size_t>(row.test);
    QString name = test < snapshot.tests.size() ? shortTestName(snapshot.tests[test]) : QString();
    name.replace(QChar::Nbsp, QLatin1Char(' '));
    if (row.phase == Phase::Warmup)
        return name + QStringLiteral(" warm-up");
    if (row.phase == Phase::Cold)
        return name + QStringLiteral(" cold");
    const LiveCell *const cell = cellOf(snapshot, row);
    const QString number = QString::number(row.repetition + 1);
    if (!cell || cell->planned <= row.repetition)
        return QStringLiteral("%1 %2").arg(name, number);
    return QStringLiteral("%1 %2/%3").arg(name, number).arg(cell->planned);
}

LiveLine liveLine(const LiveEndpoint &endpoint, const FigureSeries &series)
{
    const bool isMean = isAtRest(endpoint);
    return {.label = series.label,
            .paint = series.paint,
            .now = isMean ? endpoint.tps_mean.mean() : endpoint.tps,
            .isMean = isMean,
            .rate = endpoint.rate};
}

struct StripStyle
{
    TelemetryMetric metric;
    QLatin1String title;
    QLatin1String unit;
    double scale = 1; ///< from the sample's unit to the shown one
    double top = 0;
};

const StripStyle stripStyles[] = {
    {TelemetryMetric::Running, QLatin1String("Requests running"), {}},
    {TelemetryMetric::Waiting, QLatin1String("Requests waiting"), {}},
    {TelemetryMetric::KvCacheUsage, QLatin1String("KV cache in use, %"), QLatin1String(" %"), 100, 100},
    {TelemetryMetric::GpuUtilization, QLatin1String("GPU utilisation, %"), QLatin1String(" %"), 1, 100},
    {TelemetryMetric::GpuPower, QLatin1String("GPU power, W"), QLatin1String(" W")},
};

bool hasValue(const LiveTelemetry &telemetry, TelemetryMetric metric)
{
    for (std::size_t e = 0; e < telemetry.endpoints.size(); ++e)
        if (std::ranges::any_of(telemetry.curve(e, metric),
                                [](const TelemetryPoint &point) { return point.value > 0; }))
            return true;
    return false;
}

/// Those that have anything above 0 to show.
std::vector<LiveStrip> liveStrips(const LiveTelemetry &telemetry, const std::vector<FigureSeries> &series)
{
    std::vector<LiveStrip> strips;
    const std::size_t endpoints = std::min(series.size(), telemetry.endpoints.size());
    for (const StripStyle &style : stripStyles) {
        if (!hasValue(telemetry, style.metric))
            continue;
        LiveStrip strip {.title = style.title, .unit = style.unit, .top = style.top, .lines = {}};
        for (std::size_t e = 0; e < endpoints; ++e) {
            StripLine line {.paint = series[e].paint, .points = {}};
            for (const TelemetryPoint &point : telemetry.curve(e, style.metric))
                line.points.append({toSeconds(point.at), point.value * style.scale});
            if (!line.points.isEmpty())
                strip.lines.push_back(std::move(line));
        }
        strips.push_back(std::move(strip));
    }
    return strips;
}

}

bool isAtRest(const LiveEndpoint &endpoint)
{
    constexpr double standstill = 0.05; // is shown as 0.0
    const bool isDone = !endpoint.cells.empty()
        && std::ranges::all_of(endpoint.cells, [](const LiveCell &cell) { return cell.finished >= cell.planned; });
    return endpoint.inFlight == 0 && endpoint.tps_mean.count > 0 && (isDone || endpoint.tps < standstill);
}

LiveFigure liveFigure(const LiveSnapshot &snapshot, const Theme &theme, bool simulated)
{
    LiveFigure figure;
    figure.interval_s = toSeconds(LiveSnapshot::rateInterval);
    figure.end_s = toSeconds(snapshot.at);
    figure.simulated = simulated;
    const std::vector<FigureSeries> series = endpointSeries(snapshot, theme);
    for (std::size_t i = 0; i < snapshot.endpoints.size(); ++i)
        figure.lines.push_back(liveLine(snapshot.endpoints[i], series[i]));
    if (snapshot.telemetry)
        figure.strips = liveStrips(*snapshot.telemetry, series);
    return figure;
}

int stripCount(const LiveTelemetry &telemetry)
{
    return static_cast<int>(
        std::ranges::count_if(stripStyles, [&](const StripStyle &style) { return hasValue(telemetry, style.metric); }));
}

TimelineFigure timelineFigure(const LiveSnapshot &snapshot, const Theme &theme)
{
    TimelineFigure figure;
    figure.now_s = toSeconds(snapshot.at);
    const std::vector<FigureSeries> series = endpointSeries(snapshot, theme);
    for (const LiveTimeline &row : snapshot.timeline) {
        TimelineRow shown;
        shown.label = rowLabel(snapshot, row);
        shown.color = static_cast<std::size_t>(row.endpoint) < series.size()
            ? series[static_cast<std::size_t>(row.endpoint)].paint.color
            : theme.mutedText;
        shown.sent_s = toSeconds(row.sent);
        if (row.end)
            shown.end_s = toSeconds(*row.end);
        shown.failed = row.failed;
        for (const RunTime chunk : row.chunks)
            shown.chunks_s.push_back(toSeconds(chunk));
        figure.rows.push_back(std::move(shown));
    }
    return figure;
}

}
