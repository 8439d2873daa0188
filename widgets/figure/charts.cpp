// SPDX-License-Identifier: Apache-2.0
#include "figure/charts.h"

#include "analysis/hardware.h"
#include "compare/finding.h"
#include "figure/distributionfigures.h"
#include "figure/interferencefigure.h"
#include "figure/rooflinefigure.h"
#include "figure/sweepfigures.h"
#include "figure/telemetryfigure.h"
#include "figure/tokenfigure.h"
#include "report/rooflinetable.h"

#include <algorithm>

namespace streamgauge {

namespace {

enum class Form { Spread, Shares, Requests };

/// The pictures of one metric, in the order of singleMetrics.
struct MetricChart
{
    QLatin1String prefix;
    QLatin1String title;
    Form form;
};
constexpr std::array metricCharts {
    MetricChart {QLatin1String("spread-"), QLatin1String("%1: spread"), Form::Spread},
    MetricChart {QLatin1String("shares-"), QLatin1String("%1: share of requests within a value"), Form::Shares},
    MetricChart {QLatin1String("requests-"), QLatin1String("%1: request by request"), Form::Requests},
};

/// "ttft", "total-time", "tps".
QString suffix(Metric metric)
{
    return QString(info(metric).title).toLower().replace(u' ', u'-');
}

struct Found
{
    const MetricChart *chart;
    Metric metric;
};

std::optional<Found> findMetricChart(const QString &id)
{
    for (const MetricChart &chart : metricCharts)
        for (const Metric metric : singleMetrics)
            if (id == chart.prefix + suffix(metric))
                return Found {&chart, metric};
    return std::nullopt;
}

/// "Median TTFT: 0.105 s (Mistral-24B) to 0.297 s (Llama-70B)"; of one series "Median TTFT of Llama-70B: 0.297 s".
QString metricFinding(const Found &found, const Comparison &comparison)
{
    const MetricInfo &about = info(found.metric);
    std::vector<std::pair<double, QString>> medians;
    for (const SeriesSummary &series : comparison.series)
        if (const auto values = distributionOf(series, found.metric, {}, comparison.cold); !values.empty())
            medians.emplace_back(boxNumbers(values).median, series.label);
    if (medians.empty() || found.chart->form == Form::Requests)
        return QString(found.chart->title).arg(about.title);
    std::ranges::sort(medians);
    const auto text = [&](double value) {
        return QStringLiteral("%1 %2").arg(QString::number(value, 'f', about.decimals), about.unit);
    };
    if (medians.size() == 1)
        return QStringLiteral("Median %1 of %2: %3")
            .arg(about.title, medians.front().second, text(medians.front().first));
    return QStringLiteral("Median %1: %2 (%3) to %4 (%5)")
        .arg(about.title, text(medians.front().first), medians.front().second, text(medians.back().first),
             medians.back().second);
}

template<typename Figure>
Figure withTexts(Figure figure, const ChartTexts &texts)
{
    figure.finding = texts.finding;
    figure.footer = texts.footer;
    return figure;
}

/// The pictures of a sweep.
struct SweepChart
{
    QLatin1String id;
    QLatin1String title;
    SweepView view;
};
constexpr std::array sweepCharts {
    SweepChart {QLatin1String("sweep-throughput"), QLatin1String("Throughput against load"), SweepView::Throughput},
    SweepChart {QLatin1String("sweep-ttft"), QLatin1String("TTFT against load"), SweepView::Ttft},
    SweepChart {QLatin1String("sweep-goodput"), QLatin1String("Goodput against load"), SweepView::Goodput},
    SweepChart {QLatin1String("sweep-within-slo"), QLatin1String("Requests within every SLO"), SweepView::WithinSlo},
    SweepChart {QLatin1String("sweep-tpot"), QLatin1String("TPOT against load"), SweepView::Tpot},
    SweepChart {QLatin1String("sweep-total-time"), QLatin1String("Total Time against load"), SweepView::TotalTime},
    SweepChart {QLatin1String("sweep-tps"), QLatin1String("TPS of one stream against load"), SweepView::StreamTps},
    SweepChart {QLatin1String("pareto"), QLatin1String("TTFT against throughput"), SweepView::Pareto},
};

const SweepChart *findSweepChart(const QString &id)
{
    const auto found = std::ranges::find(sweepCharts, id, &SweepChart::id);
    return found == sweepCharts.end() ? nullptr : &*found;
}

}

QString chartName(SweepView view)
{
    return std::ranges::find(sweepCharts, view, &SweepChart::view)->id;
}

DistributionCharts distributionCharts(Metric metric)
{
    const auto name = [&](Form form) {
        return std::ranges::find(metricCharts, form, &MetricChart::form)->prefix + suffix(metric);
    };
    return {.spread = name(Form::Spread), .shares = name(Form::Shares), .requests = name(Form::Requests)};
}

std::vector<ChartKind> chartKinds()
{
    std::vector<ChartKind> kinds {{QStringLiteral("speed-test"), QStringLiteral("TTFT, Total Time and TPS by test")},
                                  {QStringLiteral("limits"), QStringLiteral("Decoding against the memory's limit")}};
    for (const MetricChart &chart : metricCharts)
        for (const Metric metric : singleMetrics)
            kinds.push_back({chart.prefix + suffix(metric), QString(chart.title).arg(info(metric).title)});
    for (const SweepChart &chart : sweepCharts)
        kinds.push_back({chart.id, chart.title});
    kinds.push_back({QStringLiteral("interference"), QStringLiteral("Alone against together")});
    kinds.push_back({QStringLiteral("server-gpu"), QStringLiteral("Server and GPU over time")});
    kinds.push_back({QStringLiteral("timelines"), QStringLiteral("Tokens received over time")});
    return kinds;
}

std::optional<ChartKind> findChart(const QString &id)
{
    const std::vector<ChartKind> kinds = chartKinds();
    const auto found = std::ranges::find(kinds, id, &ChartKind::id);
    return found == kinds.end() ? std::nullopt : std::optional(*found);
}

FigureScene layoutChart(const QString &id, const Comparison &comparison, const ChartTexts &texts, const QSizeF &size,
                        const FigureStyle &style)
{
    const Theme &theme = style.theme;
    if (id == u"limits")
        return layoutXyFigure(
            withTexts(rooflineFigure(comparison, roofline(comparison.series, knownHardware()), theme), texts), size,
            style);
    if (const SweepChart *sweep = findSweepChart(id))
        return layoutXyFigure(withTexts(sweepFigure(comparison, sweep->view, {}, theme), texts), size, style);
    if (id == u"interference")
        return layoutDumbbells(withTexts(interferenceFigure(comparison, theme), texts), size, style);
    if (id == u"server-gpu")
        return layoutTelemetry(withTexts(telemetryFigure(comparison, theme), texts), size, style);
    if (id == u"timelines")
        return layoutXyFigure(withTexts(tokenFigure(comparison, usualPicks(comparison), {}, theme), texts), size,
                              style);
    const auto found = findMetricChart(id);
    Q_ASSERT(found);
    const DistributionChoice choice {.metric = found->metric, .test = {}};
    switch (found->chart->form) {
    case Form::Spread:
        return layoutBoxFigure(withTexts(boxFigure(comparison, choice, theme), texts), size, style);
    case Form::Shares:
        return layoutXyFigure(withTexts(ecdfFigure(comparison, choice, theme), texts), size, style);
    case Form::Requests:
        return layoutXyFigure(withTexts(sequenceFigure(comparison, choice, theme), texts), size, style);
    }
    Q_UNREACHABLE();
}

QString chartFinding(const QString &id, const Comparison &comparison)
{
    if (id == u"limits") {
        const QStringList sentences = rooflineSentences(comparison, roofline(comparison.series, knownHardware()));
        return sentences.isEmpty() ? QString() : sentences.first().chopped(1);
    }
    if (const SweepChart *sweep = findSweepChart(id)) {
        const QString within = sweep->view == SweepView::Throughput || sweep->view == SweepView::StreamTps
            ? QString()
            : sloFinding(comparison);
        return within.isEmpty() ? QString(sweep->title) : within;
    }
    if (id == u"interference")
        return interferenceFinding(comparison);
    if (id == u"server-gpu") {
        const QString energy = energyFinding(comparison);
        return energy.isEmpty() ? QStringLiteral("Server and GPU over time") : energy;
    }
    if (id == u"timelines")
        return timelineFinding(comparison);
    if (const auto found = findMetricChart(id))
        return metricFinding(*found, comparison);
    return finding(comparison);
}

}
