// SPDX-License-Identifier: Apache-2.0
#include "figure/telemetryfigure.h"

#include "figure/axis.h"
#include "figure/figureframe.h"
#include "figure/figureseries.h"
#include "figure/legend.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

constexpr double whole = 100; ///< percent

LiveStrip stripOf(Track track)
{
    const TrackInfo &about = info(track);
    const bool isShare = about.unit == QLatin1String("%");
    return {.title =
                about.unit.isEmpty() ? QString(about.title) : QStringLiteral("%1 (%2)").arg(about.title, about.unit),
            .unit = about.unit.isEmpty() ? QString() : QLatin1Char(' ') + about.unit,
            .top = isShare ? whole : 0,
            .lines = {}};
}

/// Room for the strips below the legend and above the times.
struct Frame
{
    QRectF plots;
    double plotHeight = lowPlot;
};

Frame frameOf(const TelemetryFigure &figure, const QRectF &area, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.axis);
    const auto count = static_cast<double>(figure.strips.size());
    Frame frame;
    frame.plots =
        area.adjusted(stripTickWidth(figure.strips, style) + 8, 0, -metrics.height(), -std::ceil(metrics.height()) - 6);
    const double around = stripHeight(style, 0);
    frame.plotHeight = std::clamp(std::floor(frame.plots.height() / count - around), 12.0, 160.0);
    frame.plots.setHeight(std::min(frame.plots.height(), count * (around + frame.plotHeight)));
    return frame;
}

void addTimes(FigureScene &scene, const Frame &frame, double end_s, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.axis);
    const TimeAxis axis = timeAxis(0, end_s, std::clamp(static_cast<int>(frame.plots.width() / 100), 1, 10));
    double free = 0;
    for (const double tick : axis.ticks_s) {
        const double x = std::round(frame.plots.left() + tick / end_s * frame.plots.width());
        for (const QRectF &plot : scene.plots)
            scene.gridLines.push_back({{x, plot.top(), x, plot.bottom()}, style.theme.gridLine, style.pixel});
        const QString text = timeText(tick, axis.step_s);
        const double left =
            std::min(x - metrics.horizontalAdvance(text) / 2, scene.size.width() - metrics.horizontalAdvance(text));
        if (left < free)
            continue;
        free = left + metrics.horizontalAdvance(text) + 8;
        scene.texts.push_back(
            {.role = TextRole::Tick,
             .rect = {left, frame.plots.bottom() + 4, metrics.horizontalAdvance(text), metrics.height()},
             .lines = {text},
             .font = style.axis,
             .color = style.theme.mutedText,
             .halo = {}});
    }
}

}

TelemetryFigure telemetryFigure(const Comparison &comparison, const Theme &theme)
{
    TelemetryFigure figure;
    const std::vector<Track> tracks = tracksOf(comparison);
    if (tracks.empty()) {
        figure.message = howToSample();
        return figure;
    }
    figure.end_s = std::max(1.0, lastSample_s(comparison));
    const std::vector<FigureSeries> paints = figureSeries(comparison, theme);
    std::vector<std::size_t> sampled;
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        if (!comparison.series[i].telemetry)
            continue;
        sampled.push_back(i);
        figure.series.push_back(paints[i]);
        figure.simulated = figure.simulated || comparison.series[i].simulated;
    }
    for (const Track track : tracks) {
        LiveStrip strip = stripOf(track);
        std::vector<std::size_t> owners;
        for (std::size_t s = 0; s < sampled.size(); ++s) {
            const TrackPoints &points = comparison.series[sampled[s]].telemetry->of(track);
            if (points.empty())
                continue;
            strip.lines.push_back({.paint = figure.series[s].paint, .points = {points.begin(), points.end()}});
            owners.push_back(s);
        }
        figure.strips.push_back(std::move(strip));
        figure.owners.push_back(std::move(owners));
    }
    return figure;
}

FigureScene layoutTelemetry(const TelemetryFigure &figure, const QSizeF &size, const FigureStyle &style)
{
    FigureFrame frame = makeFrame(size, style);
    takeFinding(frame, figure.finding, style);
    takeFooter(frame, figure.footer, figure.simulated, style);
    if (figure.strips.empty()) {
        addMessage(frame, figure.message, style);
        return std::move(frame.scene);
    }
    if (figure.series.size() > 1) {
        const double used = layoutLegend(frame.scene, figure.series, frame.area, frame.area.height() * 0.3, style);
        frame.area.setTop(std::ceil(frame.area.top() + used));
    }
    const Frame strips = frameOf(figure, frame.area, style);
    addStrips(frame.scene, figure.strips, strips.plots, figure.end_s, 0, style, strips.plotHeight);
    addTimes(frame.scene, strips, figure.end_s, style);
    return std::move(frame.scene);
}

QString telemetryAt(const TelemetryFigure &figure, const FigureScene &scene, const QPointF &position)
{
    const auto plot = std::ranges::find_if(scene.plots, [&](const QRectF &rect) { return rect.contains(position); });
    const auto number = static_cast<std::size_t>(plot - scene.plots.begin());
    if (plot == scene.plots.end() || number >= figure.strips.size())
        return {};
    const double at_s = (position.x() - plot->left()) / plot->width() * figure.end_s;
    const LiveStrip &strip = figure.strips[number];
    QStringList lines {QStringLiteral("%1, %2").arg(strip.title, timeText(at_s))};
    for (std::size_t i = 0; i < strip.lines.size(); ++i) {
        const QPolygonF &points = strip.lines[i].points;
        const auto after = std::ranges::upper_bound(points, at_s, {}, [](const QPointF &point) { return point.x(); });
        if (after == points.begin() || (after == points.end() && points.last().x() + 2 < at_s))
            continue; // its run had not begun to be sampled, or was over
        const double value = std::prev(after)->y();
        lines.append(
            QStringLiteral("%1: %2%3")
                .arg(figure.series[figure.owners[number][i]].label, QString::number(value, 'g', 4), strip.unit));
    }
    return lines.join(u'\n');
}

}
