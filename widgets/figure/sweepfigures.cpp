// SPDX-License-Identifier: Apache-2.0
#include "figure/sweepfigures.h"

#include "figure/figureseries.h"

#include <algorithm>

namespace streamgauge {

namespace {

const QString throughputTitle = QStringLiteral("Output throughput (tokens/s)");
const QString ttftTitle = QStringLiteral("TTFT, 95th percentile (s)");

std::optional<double> throughput(const SweepStep &step)
{
    return step.outputTokensPerSecond;
}

std::optional<double> lateTtft(const SweepStep &step)
{
    return step.ttft_s ? std::optional(step.ttft_s->p95) : std::nullopt;
}

std::optional<double> streamTps(const SweepStep &step)
{
    return step.tps ? std::optional(step.tps->mean) : std::nullopt;
}

std::optional<double> level(const SweepStep &step)
{
    return step.level;
}

using Value = std::optional<double> (*)(const SweepStep &);

struct Axes
{
    Value x;
    Value y;
    QString yTitle;
};

Axes axesOf(SweepView view)
{
    switch (view) {
    case SweepView::Throughput:
        return {level, throughput, throughputTitle};
    case SweepView::Ttft:
        return {level, lateTtft, ttftTitle};
    case SweepView::StreamTps:
        return {level, streamTps, QStringLiteral("TPS of one stream (tokens/s)")};
    case SweepView::Pareto:
        return {throughput, lateTtft, ttftTitle};
    }
    Q_UNREACHABLE();
}

/// Levels that double are spaced evenly.
bool growsByFactors(const std::vector<Sweep> &sweeps)
{
    constexpr double wide = 8;
    return std::ranges::any_of(sweeps, [](const Sweep &sweep) {
        return sweep.steps.front().level > 0 && sweep.steps.back().level >= wide * sweep.steps.front().level;
    });
}

XySeries lineOf(const Sweep &sweep, SweepView view, const Axes &axes, const FigureSeries &paint)
{
    XySeries line {.label = sweep.together ? paint.label + QStringLiteral(" together") : paint.label,
                   .paint = paint.paint,
                   .form = XyForm::LineWithDots,
                   .points = {}};
    if (sweep.together)
        line.paint.variant = 1;
    const auto saturation = sweep.saturation();
    for (std::size_t i = 0; i < sweep.steps.size(); ++i) {
        const auto x = axes.x(sweep.steps[i]);
        const auto y = axes.y(sweep.steps[i]);
        if (!x || !y)
            continue;
        QString name = view == SweepView::Pareto ? QString::number(sweep.steps[i].level) : QString();
        if (saturation == i)
            name = name.isEmpty() ? QStringLiteral("saturated") : name + QStringLiteral(", saturated");
        line.points.emplace_back(*x, *y);
        line.pointLabels.append(name);
    }
    return line;
}

}

XyFigure sweepFigure(const Comparison &comparison, SweepView view, const QString &test, const Theme &theme)
{
    std::vector<Sweep> sweeps = sweepsOf(comparison);
    const std::vector<QString> tests = sweptTests(sweeps);
    const QString shown = test.isEmpty() && !tests.empty() ? tests.front() : test;
    std::erase_if(sweeps, [&](const Sweep &sweep) { return sweep.test != shown; });
    XyFigure figure;
    if (sweeps.empty()) {
        figure.message = QStringLiteral("No test ran at several levels of load: give one a list, such as "
                                        "load: {concurrency: [1, 4, 16]}.");
        return figure;
    }
    const std::vector<FigureSeries> paints = figureSeries(comparison, theme);
    const Axes axes = axesOf(view);
    figure.x = {.title = sweeps.front().isRate ? QStringLiteral("Requests a second")
                                               : QStringLiteral("Concurrency (streams at once)"),
                .isLog = growsByFactors(sweeps)};
    if (view == SweepView::Pareto)
        figure.x = {.title = throughputTitle};
    figure.y = {.title = axes.yTitle};
    for (const Sweep &sweep : sweeps) {
        figure.series.push_back(lineOf(sweep, view, axes, paints[sweep.series]));
        figure.simulated = figure.simulated || comparison.series[sweep.series].simulated;
    }
    return figure;
}

}
