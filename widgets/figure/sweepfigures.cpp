// SPDX-License-Identifier: Apache-2.0
#include "figure/sweepfigures.h"

#include "figure/figureseries.h"
#include "figure/sloguides.h"
#include "metrics/loadsummary.h"

#include <algorithm>

namespace streamgauge {

namespace {

const QString throughputTitle = QStringLiteral("Output throughput (tokens/s)");

using Value = std::optional<double> (*)(const SweepStep &, LatencyPercentile);

std::optional<double> of(const std::optional<Statistics> &values, LatencyPercentile percentile)
{
    if (!values)
        return std::nullopt;
    switch (percentile) {
    case LatencyPercentile::P50:
        return values->median;
    case LatencyPercentile::P95:
        return values->p95;
    case LatencyPercentile::P99:
        return values->p99;
    }
    Q_UNREACHABLE();
}

std::optional<double> throughput(const SweepStep &step, LatencyPercentile)
{
    return step.outputTokensPerSecond;
}

std::optional<double> ttft(const SweepStep &step, LatencyPercentile percentile)
{
    return of(step.ttft_s, percentile);
}

std::optional<double> tpotInMs(const SweepStep &step, LatencyPercentile percentile)
{
    if (!step.tpot_s)
        return std::nullopt;
    const Percentiles &tpot = *step.tpot_s;
    const double seconds = percentile == LatencyPercentile::P50 ? tpot.p50
        : percentile == LatencyPercentile::P95                  ? tpot.p95
                                                                : tpot.p99;
    return seconds * 1000;
}

std::optional<double> totalTime(const SweepStep &step, LatencyPercentile percentile)
{
    return of(step.totalTime_s, percentile);
}

std::optional<double> streamTps(const SweepStep &step, LatencyPercentile)
{
    return step.tps ? std::optional(step.tps->mean) : std::nullopt;
}

std::optional<double> goodput(const SweepStep &step, LatencyPercentile)
{
    return step.goodput;
}

std::optional<double> percentWithin(const SweepStep &step, LatencyPercentile)
{
    return step.goodShare ? std::optional(*step.goodShare * 100) : std::nullopt;
}

std::optional<double> level(const SweepStep &step, LatencyPercentile)
{
    return step.level;
}

/// "TTFT, 95th percentile (s)"
QString latencyTitle(const QString &metric, const QString &unit, LatencyPercentile percentile)
{
    const QString which = percentile == LatencyPercentile::P50 ? QStringLiteral("median")
        : percentile == LatencyPercentile::P95                 ? QStringLiteral("95th percentile")
                                                               : QStringLiteral("99th percentile");
    return QStringLiteral("%1, %2 (%3)").arg(metric, which, unit);
}

struct Axes
{
    Value x;
    Value y;
    QString yTitle;
};

Axes axesOf(SweepView view, LatencyPercentile percentile)
{
    switch (view) {
    case SweepView::Throughput:
        return {level, throughput, throughputTitle};
    case SweepView::Ttft:
        return {level, ttft, latencyTitle(QStringLiteral("TTFT"), QStringLiteral("s"), percentile)};
    case SweepView::Goodput:
        return {level, goodput, QStringLiteral("Goodput (requests/s)")};
    case SweepView::WithinSlo:
        return {level, percentWithin, QStringLiteral("Requests within every SLO (%)")};
    case SweepView::Tpot:
        return {level, tpotInMs, latencyTitle(QStringLiteral("TPOT"), QStringLiteral("ms"), percentile)};
    case SweepView::TotalTime:
        return {level, totalTime, latencyTitle(QStringLiteral("Total Time"), QStringLiteral("s"), percentile)};
    case SweepView::StreamTps:
        return {level, streamTps, QStringLiteral("TPS of one stream (tokens/s)")};
    case SweepView::Pareto:
        return {throughput, ttft, latencyTitle(QStringLiteral("TTFT"), QStringLiteral("s"), percentile)};
    }
    Q_UNREACHABLE();
}

bool isLatency(SweepView view)
{
    return view == SweepView::Ttft || view == SweepView::Tpot || view == SweepView::TotalTime
        || view == SweepView::Pareto;
}

/// Levels that double are spaced evenly.
bool growsByFactors(const std::vector<Sweep> &sweeps)
{
    constexpr double wide = 8;
    return std::ranges::any_of(sweeps, [](const Sweep &sweep) {
        return sweep.steps.front().level > 0 && sweep.steps.back().level >= wide * sweep.steps.front().level;
    });
}

/// Past saturation latencies grow by factors: on a linear axis those below would all lie on its base line.
bool spansDecades(const XyFigure &figure)
{
    constexpr double wide = 30;
    double least = std::numeric_limits<double>::infinity();
    double most = 0;
    for (const XySeries &series : figure.series)
        for (const QPointF &point : series.points) {
            least = std::min(least, point.y());
            most = std::max(most, point.y());
        }
    return least > 0 && most >= wide * least;
}

/// What decides between a dot and a ring.
double wantedShare(SweepView view, LatencyPercentile percentile)
{
    if (!isLatency(view))
        return shareWithinSlo;
    return percentile == LatencyPercentile::P50 ? 0.5 : percentile == LatencyPercentile::P95 ? 0.95 : 0.99;
}

XySeries lineOf(const Sweep &sweep, SweepView view, LatencyPercentile percentile, const FigureSeries &paint)
{
    const Axes axes = axesOf(view, percentile);
    XySeries line {.label = sweep.together ? paint.label + QStringLiteral(" together") : paint.label,
                   .paint = paint.paint,
                   .form = XyForm::LineWithDots,
                   .points = {}};
    if (sweep.together)
        line.paint.variant = 1;
    const auto saturation = sweep.saturation();
    for (std::size_t i = 0; i < sweep.steps.size(); ++i) {
        const SweepStep &step = sweep.steps[i];
        const auto x = axes.x(step, percentile);
        const auto y = axes.y(step, percentile);
        if (!x || !y)
            continue;
        QString name = view == SweepView::Pareto ? QString::number(step.level) : QString();
        if (saturation == i)
            name = name.isEmpty() ? QStringLiteral("saturated") : name + QStringLiteral(", saturated");
        line.points.emplace_back(*x, *y);
        line.pointLabels.append(name);
        line.hollow.push_back(step.goodShare && *step.goodShare < wantedShare(view, percentile));
    }
    return line;
}

/// All completed requests a second, faintly, under those that were good.
XySeries allRequestsOf(const Sweep &sweep, const FigureSeries &paint)
{
    XySeries line {.label = {}, .paint = paint.paint, .form = XyForm::Line, .points = {}};
    line.paint.color.setAlphaF(0.4F);
    for (const SweepStep &step : sweep.steps)
        if (step.requestsPerSecond)
            line.points.emplace_back(step.level, *step.requestsPerSecond);
    return line;
}

QString noteOf(SweepView view, LatencyPercentile percentile)
{
    QString note =
        QStringLiteral("● %1 % of requests within every SLO \u00A0 ○ fewer").arg(wantedShare(view, percentile) * 100);
    if (view == SweepView::Goodput)
        note += QStringLiteral(" \u00A0 faint: all completed requests");
    return note;
}

XyFigure messageFigure(const QString &message)
{
    XyFigure figure;
    figure.message = message;
    return figure;
}

}

XyFigure sweepFigure(const Comparison &comparison, SweepView view, const QString &test, const Theme &theme,
                     LatencyPercentile percentile)
{
    std::vector<Sweep> sweeps = sweepsOf(comparison);
    const std::vector<QString> tests = sweptTests(sweeps);
    const QString shown = test.isEmpty() && !tests.empty() ? tests.front() : test;
    std::erase_if(sweeps, [&](const Sweep &sweep) { return sweep.test != shown; });
    if (sweeps.empty())
        return messageFigure(QStringLiteral("No test ran at several levels of load: give one a list, such as "
                                            "load: {concurrency: [1, 4, 16]}."));
    const bool hasSlo = std::ranges::any_of(sweeps, [](const Sweep &sweep) { return hasObjective(sweep.slo); });
    if (!hasSlo && (view == SweepView::Goodput || view == SweepView::WithinSlo))
        return messageFigure(howToStateSlos());
    XyFigure figure;
    const std::vector<FigureSeries> paints = figureSeries(comparison, theme);
    figure.x = {.title = sweeps.front().isRate ? QStringLiteral("Requests a second")
                                               : QStringLiteral("Concurrency (streams at once)"),
                .isLog = growsByFactors(sweeps)};
    if (view == SweepView::Pareto)
        figure.x = {.title = throughputTitle};
    figure.y = {.title = axesOf(view, percentile).yTitle};
    if (view == SweepView::WithinSlo)
        figure.y.most = 100;
    for (const Sweep &sweep : sweeps) {
        if (view == SweepView::Goodput)
            figure.series.push_back(allRequestsOf(sweep, paints[sweep.series]));
        figure.series.push_back(lineOf(sweep, view, percentile, paints[sweep.series]));
        figure.simulated = figure.simulated || comparison.series[sweep.series].simulated;
    }
    figure.y.isLog = isLatency(view) && spansDecades(figure);
    if (hasSlo)
        figure.note = noteOf(view, percentile);
    if (isLatency(view))
        addSloGuides(figure, sweeps, paints,
                     view == SweepView::Tpot            ? SloOf::TpotInMs
                         : view == SweepView::TotalTime ? SloOf::TotalTime
                                                        : SloOf::Ttft);
    if (view == SweepView::WithinSlo)
        figure.guides.push_back({.from = {}, .to = {}, .label = {}, .across = shareWithinSlo * 100});
    return figure;
}

QString howToStateSlos()
{
    return QStringLiteral("No SLO is stated for this test. A suite or a test states them as "
                          "slo: {ttft: 300ms, tpot: 50ms, e2e: 10s}; goodput is then what was within all of them.");
}

}
