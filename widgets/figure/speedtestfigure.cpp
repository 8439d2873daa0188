// SPDX-License-Identifier: Apache-2.0
#include "figure/speedtestfigure.h"

#include "analysis/checkfindings.h"
#include "figure/figureseries.h"

#include <algorithm>

namespace streamgauge {

namespace {

struct PanelKind
{
    Metric metric;
    const char16_t *title;
    const char16_t *unit;
    const char16_t *axisTitle;
    int decimals;
    QRgb classicColor;
    bool showsBaseline;
};

constexpr std::array panelKinds {
    PanelKind {Metric::Ttft, u"TTFT by Test", u"seconds", u"Time to First Token (s)", 3, 0x4682B4, true},
    PanelKind {Metric::TotalTime, u"Total Time by Test", u"seconds", u"Total Response Time (s)", 1, 0xFF8C00, false},
    PanelKind {Metric::Tps, u"TPS by Test", u"tokens / s", u"Tokens Per Second", 1, 0x228B22, true},
};

BarPanel emptyPanel(const PanelKind &kind)
{
    BarPanel panel;
    panel.title = QString::fromUtf16(kind.title);
    panel.unit = QString::fromUtf16(kind.unit);
    panel.axisTitle = QString::fromUtf16(kind.axisTitle);
    panel.decimals = kind.decimals;
    return panel;
}

BarValue barValue(const SeriesSummary &series, const QString &test, Metric metric, ColdRequests cold)
{
    BarValue value;
    for (const TestSummary &summary : series.tests)
        if (summary.name == test)
            value.failed = summary.failed;
    if (const auto statistics = testStatistics(series, test, metric, cold)) {
        value.value = statistics->mean;
        value.count = statistics->count;
        value.interval = {statistics->ci95Low, statistics->ci95High};
    }
    return value;
}

std::optional<ReferenceLine> referenceLine(const SeriesSummary &baseline, const QString &label, const PanelKind &kind,
                                           ColdRequests cold)
{
    const MetricTable &table = overall(baseline, cold);
    const auto found = table.find(kind.metric);
    if (!kind.showsBaseline || found == table.end())
        return std::nullopt;
    const double mean = found->second.mean;
    const QString unit = kind.metric == Metric::Tps ? QStringLiteral(" TPS") : QStringLiteral("s");
    return ReferenceLine {mean, QStringLiteral("%1 baseline (%2%3)").arg(label, valueText(mean, kind.decimals), unit)};
}

QStringList distinctLabels(const std::vector<SeriesSummary> &series)
{
    std::vector<SeriesSummary> heads;
    for (const SeriesSummary &one : series) {
        SeriesSummary &head = heads.emplace_back();
        head.label = one.label;
        head.runTitle = one.runTitle;
        head.started = one.started;
    }
    tellApart(heads);
    QStringList labels;
    for (const SeriesSummary &head : heads)
        labels.append(head.label);
    return labels;
}

/// Which series have bars, and which one is a line.
struct Selection
{
    std::vector<std::size_t> shown;
    std::optional<std::size_t> line;
    QStringList labels; ///< of all series

    QString label(std::size_t series) const { return labels[static_cast<qsizetype>(series)]; }
};

Selection select(const Comparison &comparison, SpeedTestLook look)
{
    Selection selection;
    selection.labels = distinctLabels(comparison.series);
    if (look == SpeedTestLook::Classic && comparison.series.size() == 2 && comparison.baseline)
        selection.line = comparison.baseline;
    for (std::size_t i = 0; i < comparison.series.size(); ++i)
        if (i != selection.line)
            selection.shown.push_back(i);
    return selection;
}

BarPanel comparedPanel(const Comparison &comparison, const Selection &selection, const PanelKind &kind,
                       const QStringList &tests)
{
    BarPanel panel = emptyPanel(kind);
    for (const std::size_t i : selection.shown) {
        auto &values = panel.values.emplace_back();
        for (const QString &test : tests)
            values.push_back(barValue(comparison.series[i], test, kind.metric, comparison.cold));
    }
    if (selection.line)
        panel.reference =
            referenceLine(comparison.series[*selection.line], selection.label(*selection.line), kind, comparison.cold);
    return panel;
}

BarValue liveValue(const LiveCell &cell, const RunningMean &mean)
{
    BarValue value;
    if (mean.count > 0)
        value.value = mean.mean();
    value.count = static_cast<std::size_t>(mean.count);
    value.filling = cell.state == CellState::Waiting || cell.state == CellState::Running;
    value.failed = cell.failed;
    return value;
}

void setTests(BarFigure &figure, const std::vector<QString> &tests)
{
    for (const QString &test : tests) {
        figure.categories.append(test);
        figure.shortCategories.append(shortTestName(test));
    }
}

}

QString figureFooter(const Comparison &comparison)
{
    QString footer = conditions(comparison);
    const QLatin1String simulated("simulated: ");
    if (footer.startsWith(simulated))
        footer.remove(0, simulated.size());
    if (const QString checks = checksNote(checkFindings(comparison.series)); !checks.isEmpty())
        footer += QStringLiteral(" · ") + checks;
    return footer.replace(QStringLiteral(" ·"), QStringLiteral("\u00A0·")); // no line begins with the dot
}

BarFigure speedTestFigure(const Comparison &comparison, SpeedTestLook look, const Theme &theme)
{
    const Selection selection = select(comparison, look);
    BarFigure figure;
    setTests(figure, testNames(comparison));
    // Coloured by name, so two runs of one model differ by variant.
    const std::vector<FigureSeries> all = figureSeries(comparison, theme);
    for (const std::size_t i : selection.shown)
        figure.series.push_back({selection.label(i), all[i].paint});
    const bool single = look == SpeedTestLook::Classic && selection.shown.size() == 1;
    if (single)
        figure.finding = figure.series.front().label;
    if (!comparison.series.empty())
        figure.footer = figureFooter(comparison);
    figure.simulated = std::ranges::any_of(comparison.series, &SeriesSummary::simulated);
    for (const PanelKind &kind : panelKinds) {
        BarPanel panel = comparedPanel(comparison, selection, kind, figure.categories);
        if (single)
            panel.paint = SeriesPaint {QColor(kind.classicColor)};
        figure.panels.push_back(std::move(panel));
    }
    return figure;
}

BarFigure liveSpeedTestFigure(const LiveSnapshot &snapshot, const Theme &theme)
{
    BarFigure figure;
    setTests(figure, snapshot.tests);
    figure.series = endpointSeries(snapshot, theme);
    constexpr std::array means {&LiveCell::ttft_s, &LiveCell::totalTime_s, &LiveCell::tps};
    for (std::size_t kind = 0; kind < panelKinds.size(); ++kind) {
        BarPanel panel = emptyPanel(panelKinds[kind]);
        for (const LiveEndpoint &endpoint : snapshot.endpoints) {
            auto &values = panel.values.emplace_back();
            for (const LiveCell &cell : endpoint.cells)
                values.push_back(liveValue(cell, cell.*means[kind]));
        }
        figure.panels.push_back(std::move(panel));
    }
    return figure;
}

}
