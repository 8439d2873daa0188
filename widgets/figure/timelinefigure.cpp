// SPDX-License-Identifier: Apache-2.0
#include "figure/timelinefigure.h"

#include "figure/axis.h"
#include "figure/textfit.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace streamgauge {

namespace {

struct Frame
{
    QRectF plot;
    double start_s = 0;
    double perSecond = 1;
    double rowHeight = 20;

    double x(double seconds) const { return plot.left() + (seconds - start_s) * perSecond; }
};

void addLabel(FigureScene &scene, const TimelineRow &row, double middle, const Frame &frame, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.legend);
    const QString label = elided(row.label, metrics, frame.plot.left() - 12);
    if (label.isEmpty())
        return;
    scene.texts.push_back(
        {.role = TextRole::Legend,
         .rect = {0, middle - metrics.height() / 2, metrics.horizontalAdvance(label), metrics.height()},
         .lines = {label},
         .font = style.legend,
         .color = row.failed ? style.theme.bad : style.theme.mutedText,
         .halo = {}});
}

/// At most one tick a place: more would be a solid bar, slowly drawn.
void addChunks(FigureScene &scene, const TimelineRow &row, const QRectF &band, const Frame &frame)
{
    constexpr double leastDistance = 2;
    SceneTicks ticks {.lines = {}, .color = row.color, .width = 1.25};
    double last = -1e9;
    for (const double chunk : row.chunks_s) {
        const double x = frame.x(chunk);
        if (x - last < leastDistance)
            continue;
        last = x;
        ticks.lines.append({x, band.top(), x, band.bottom()});
    }
    scene.ticks.push_back(std::move(ticks));
}

void addRow(FigureScene &scene, const TimelineRow &row, double middle, double now_s, const Frame &frame,
            const FigureStyle &style)
{
    addLabel(scene, row, middle, frame, style);
    const double height = std::floor(frame.rowHeight * 0.55);
    const double first_s = row.chunks_s.empty() ? row.end_s.value_or(now_s) : row.chunks_s.front();
    const double left = frame.x(row.sent_s);
    const QRectF band(left, std::round(middle - height / 2), std::max(2.0, frame.x(first_s) - left), height);
    QColor waiting = style.theme.mutedText;
    waiting.setAlphaF(0.28F);
    scene.marks.push_back({SceneMark::Kind::Box, band, {waiting}});
    addChunks(scene, row, band, frame);
    if (!row.failed)
        return;
    const double x = std::min(frame.x(row.end_s.value_or(now_s)) + 6, frame.plot.right() - 7);
    scene.marks.push_back({SceneMark::Kind::Cross, {x, middle - 3.5, 7, 7}, {style.theme.bad}});
}

void addTimeAxis(FigureScene &scene, const Frame &frame, double end_s, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.axis);
    const TimeAxis axis = timeAxis(frame.start_s, end_s, std::clamp(static_cast<int>(frame.plot.width() / 90), 1, 8));
    double free = frame.plot.left();
    for (const double tick : axis.ticks_s) {
        const QString time = timeText(tick, axis.step_s);
        const double width = metrics.horizontalAdvance(time);
        const double x = frame.x(tick);
        scene.gridLines.push_back({{x, frame.plot.top(), x, frame.plot.bottom()}, style.theme.gridLine, 1});
        if (x - width / 2 < free || x + width / 2 > scene.size.width())
            continue;
        free = x + width / 2 + 8;
        scene.texts.push_back({.role = TextRole::Tick,
                               .rect = {x - width / 2, frame.plot.bottom() + 4, width, metrics.height()},
                               .lines = {time},
                               .font = style.axis,
                               .color = style.theme.mutedText,
                               .halo = {}});
    }
}

double labelWidth(std::span<const TimelineRow> rows, double width, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.legend);
    double widest = 0;
    for (const TimelineRow &row : rows)
        widest = std::max(widest, metrics.horizontalAdvance(row.label));
    return std::min(std::ceil(widest) + 16, width * 0.35);
}

void addEmptyMessage(FigureScene &scene, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.legend);
    const QString message = QStringLiteral("No requests yet");
    const QSizeF size(metrics.horizontalAdvance(message), metrics.height());
    const QPointF place((scene.size.width() - size.width()) / 2, (scene.size.height() - size.height()) / 2);
    scene.texts.push_back({.role = TextRole::Message,
                           .rect = {place, size},
                           .lines = {message},
                           .font = style.legend,
                           .color = style.theme.mutedText,
                           .halo = {}});
}

}

FigureScene layoutTimeline(const TimelineFigure &figure, const QSizeF &size, const FigureStyle &style)
{
    FigureScene scene;
    scene.size = size;
    scene.surface = style.theme.surface;
    if (figure.rows.empty()) {
        addEmptyMessage(scene, style);
        return scene;
    }
    Frame frame;
    const double axisHeight = std::ceil(QFontMetricsF(style.axis).height() + 4);
    frame.rowHeight = std::max(frame.rowHeight, std::ceil(QFontMetricsF(style.legend).height() + 4));
    const auto room = static_cast<std::size_t>(std::max(1.0, (size.height() - axisHeight) / frame.rowHeight));
    const auto count = std::min(room, figure.rows.size());
    const auto rows = std::span(figure.rows).last(count);
    const double left = labelWidth(rows, size.width(), style);
    frame.plot = {left, 0, std::max(8.0, size.width() - left - 12), static_cast<double>(count) * frame.rowHeight};

    frame.start_s = rows.front().sent_s;
    double end_s = frame.start_s;
    for (const TimelineRow &row : rows) {
        frame.start_s = std::min(frame.start_s, row.sent_s);
        end_s = std::max(end_s, row.end_s.value_or(figure.now_s));
    }
    end_s = std::max(end_s, frame.start_s + 0.1);
    frame.perSecond = frame.plot.width() / (end_s - frame.start_s);
    addTimeAxis(scene, frame, end_s, style);
    double middle = frame.rowHeight / 2;
    for (const TimelineRow &row : rows) {
        addRow(scene, row, middle, figure.now_s, frame, style);
        middle += frame.rowHeight;
    }
    scene.plots = {frame.plot};
    return scene;
}

}
