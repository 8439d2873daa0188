// SPDX-License-Identifier: Apache-2.0
#include "chart/speedtestchart.h"

#include <QEvent>

namespace streamgauge {

namespace {

/// "Mistral-24B · Code Generation", then a line on the value.
QString describe(const BarFigure &figure, const SceneSlot &slot)
{
    const BarPanel &panel = figure.panels[static_cast<std::size_t>(slot.panel)];
    const auto series = static_cast<std::size_t>(slot.series);
    const BarValue *const value = valueAt(panel, series, static_cast<std::size_t>(slot.category));
    QStringList lines {QStringLiteral("%1 · %2").arg(figure.series[series].label, figure.categories[slot.category])};
    if (value && value->value) {
        lines.append(QStringLiteral("%1 %2, mean of %3%4")
                         .arg(valueText(*value->value, panel.decimals), panel.unit)
                         .arg(value->count)
                         .arg(value->filling ? QStringLiteral(" so far") : QString()));
        if (value->interval && value->count > 1)
            lines.append(QStringLiteral("95 % interval of the mean: %1 to %2")
                             .arg(valueText(value->interval->front(), panel.decimals),
                                  valueText(value->interval->back(), panel.decimals)));
    } else {
        lines.append(QStringLiteral("not measured"));
    }
    if (value && value->failed > 0)
        lines.append(value->failed == 1 ? QStringLiteral("1 request failed")
                                        : QStringLiteral("%1 requests failed").arg(value->failed));
    return lines.join(QLatin1Char('\n'));
}

/// What the picture says, for those who cannot see it.
QString inWords(const BarFigure &figure)
{
    QStringList sentences;
    for (const BarPanel &panel : figure.panels) {
        if (!hasValues(panel))
            continue;
        for (std::size_t series = 0; series < figure.series.size(); ++series) {
            QStringList values;
            for (qsizetype test = 0; test < figure.categories.size(); ++test) {
                const BarValue *const value = valueAt(panel, series, static_cast<std::size_t>(test));
                const QString number =
                    value && value->value ? valueText(*value->value, panel.decimals) : QStringLiteral("not measured");
                values.append(QStringLiteral("%1 %2").arg(figure.categories[test], number));
            }
            sentences.append(
                QStringLiteral("%1 in %2, %3: %4.")
                    .arg(panel.title, panel.unit, figure.series[series].label, values.join(QStringLiteral("; "))));
        }
    }
    return sentences.isEmpty() ? QStringLiteral("No data yet") : sentences.join(QLatin1Char('\n'));
}

}

SpeedTestChart::SpeedTestChart(QWidget *parent)
    : FigureView(parent)
{
    setAccessibleName(QStringLiteral("TTFT, Total Time and TPS by test"));
    clear();
}

void SpeedTestChart::setComparison(const Comparison &comparison)
{
    m_source = [comparison](const Theme &theme) {
        return speedTestFigure(comparison, SpeedTestLook::Dashboard, theme);
    };
    rebuild();
}

void SpeedTestChart::setSnapshot(const LiveSnapshot &snapshot)
{
    // Only what the bars show: a snapshot also holds every line and every tick of the run.
    LiveSnapshot bars;
    bars.tests = snapshot.tests;
    for (const LiveEndpoint &endpoint : snapshot.endpoints) {
        LiveEndpoint &kept = bars.endpoints.emplace_back();
        kept.label = endpoint.label;
        kept.cells = endpoint.cells;
    }
    m_source = [bars](const Theme &theme) { return liveSpeedTestFigure(bars, theme); };
    rebuild();
}

void SpeedTestChart::clear()
{
    m_source = [](const Theme &theme) { return liveSpeedTestFigure({}, theme); };
    rebuild();
}

void SpeedTestChart::setLegendVisible(bool visible)
{
    m_legend = visible;
    relayout();
}

QSize SpeedTestChart::sizeHint() const
{
    return {960, 240};
}

QSize SpeedTestChart::minimumSizeHint() const
{
    return {280, 160};
}

FigureScene SpeedTestChart::layoutScene(const QSizeF &size, const FigureStyle &style) const
{
    FigureStyle own = style;
    own.legendRow = m_legend;
    return layoutBarFigure(m_figure, size, own);
}

QString SpeedTestChart::textAt(const QPointF &position) const
{
    for (const SceneSlot &slot : scene().slotAreas)
        if (slot.rect.contains(position))
            return describe(m_figure, slot);
    return {};
}

bool SpeedTestChart::event(QEvent *event)
{
    if (event->type() == QEvent::StyleChange)
        rebuild(); // the series' colours are the theme's
    return FigureView::event(event);
}

void SpeedTestChart::rebuild()
{
    m_figure = m_source(currentTheme());
    m_figure.footer.clear(); // the page around it says so
    m_figure.simulated = false;
    setAccessibleDescription(inWords(m_figure));
    relayout();
}

}
