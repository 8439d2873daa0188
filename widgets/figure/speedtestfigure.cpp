// SPDX-License-Identifier: Apache-2.0
#include "figure/speedtestfigure.h"

#include <QHash>
#include <QRegularExpression>

#include <functional>

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

QString shortTestName(const QString &name)
{
    static const QRegularExpression lengths(QStringLiteral("^(\\w+) Prompt, (\\w+) Response$"));
    if (const auto match = lengths.match(name); match.hasMatch())
        return QStringLiteral("%1 → %2").arg(match.captured(1), match.captured(2).toLower());
    static const QRegularExpression noun(QStringLiteral("^(\\w+) (?:Generation|Task)$"));
    if (const auto match = noun.match(name); match.hasMatch())
        return match.captured(1);
    return name;
}

QStringList distinctLabels(const std::vector<SeriesSummary> &series)
{
    QHash<QString, int> uses;
    for (const SeriesSummary &one : series)
        ++uses[one.label];
    using Addition = std::function<QString(const SeriesSummary &)>;
    const std::array<Addition, 2> additions {[](const SeriesSummary &one) { return one.mode; },
                                             [](const SeriesSummary &one) { return one.runTitle; }};
    const auto tellsApart = [&](const QString &label, const Addition &addition) {
        QStringList seen;
        for (const SeriesSummary &one : series)
            if (one.label == label)
                seen.append(addition(one));
        return !seen.contains(QString()) && seen.removeDuplicates() == 0;
    };
    QStringList labels;
    QHash<QString, int> numbers;
    for (const SeriesSummary &one : series) {
        QString addition;
        if (uses.value(one.label) > 1) {
            addition = QString::number(++numbers[one.label]);
            for (auto it = additions.rbegin(); it != additions.rend(); ++it)
                if (tellsApart(one.label, *it))
                    addition = (*it)(one);
        }
        labels.append(addition.isEmpty() ? one.label : QStringLiteral("%1 (%2)").arg(one.label, addition));
    }
    return labels;
}

std::vector<FigureSeries> figureSeries(const QStringList &labels, const Theme &theme)
{
    std::vector<FigureSeries> series;
    QHash<QRgb, int> uses;
    for (const QString &label : labels) {
        const QColor color = seriesColor(theme, label);
        series.push_back({label, {color, uses[color.rgb()]++}});
    }
    return series;
}

BarFigure speedTestFigure(const Comparison &comparison, SpeedTestLook look, const Theme &theme)
{
    const QStringList labels = distinctLabels(comparison.series);
    const bool classic = look == SpeedTestLook::Classic;
    const bool baselineAsLine =
        classic && comparison.series.size() == 2 && comparison.baseline && *comparison.baseline < 2;

    BarFigure figure;
    setTests(figure, testNames(comparison));
    if (classic)
        figure.shortCategories.clear(); // whoever sees a slide does not know the suite
    std::vector<std::size_t> shown;
    QStringList shownLabels;
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        figure.simulated = figure.simulated || comparison.series[i].simulated;
        if (baselineAsLine && i == *comparison.baseline)
            continue;
        shown.push_back(i);
        shownLabels.append(labels[static_cast<qsizetype>(i)]);
    }
    figure.series = figureSeries(shownLabels, theme);
    if (classic && shown.size() == 1)
        figure.finding = shownLabels.first();
    if (!comparison.series.empty())
        figure.footer = conditions(comparison);
    for (const PanelKind &kind : panelKinds) {
        BarPanel panel = emptyPanel(kind);
        if (classic && shown.size() == 1)
            panel.paint = SeriesPaint {QColor(kind.classicColor)};
        for (const std::size_t i : shown) {
            auto &values = panel.values.emplace_back();
            for (const QString &test : figure.categories)
                values.push_back(barValue(comparison.series[i], test, kind.metric, comparison.cold));
        }
        if (baselineAsLine)
            panel.reference =
                referenceLine(comparison.series[*comparison.baseline],
                              labels[static_cast<qsizetype>(*comparison.baseline)], kind, comparison.cold);
        figure.panels.push_back(std::move(panel));
    }
    return figure;
}

BarFigure liveSpeedTestFigure(const LiveSnapshot &snapshot, const Theme &theme)
{
    BarFigure figure;
    setTests(figure, snapshot.tests);
    QStringList labels;
    for (const LiveEndpoint &endpoint : snapshot.endpoints)
        labels.append(endpoint.label);
    figure.series = figureSeries(labels, theme);
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
