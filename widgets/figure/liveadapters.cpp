// SPDX-License-Identifier: Apache-2.0
#include "figure/liveadapters.h"

#include "figure/figureseries.h"

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

}

LiveFigure liveFigure(const LiveSnapshot &snapshot, const Theme &theme, bool simulated)
{
    LiveFigure figure;
    figure.interval_s = toSeconds(LiveSnapshot::rateInterval);
    figure.end_s = toSeconds(snapshot.at);
    figure.simulated = simulated;
    const std::vector<FigureSeries> series = endpointSeries(snapshot, theme);
    for (std::size_t i = 0; i < snapshot.endpoints.size(); ++i)
        figure.lines.push_back(
            {series[i].label, series[i].paint, snapshot.endpoints[i].tps, snapshot.endpoints[i].rate});
    return figure;
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
