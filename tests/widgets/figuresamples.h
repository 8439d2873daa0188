// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/barfigure.h"

#include <cmath>

namespace streamgauge {

/// Figures with made-up values for tests of layout and painting.
inline BarPanel samplePanel(const QString &title, const QString &axisTitle, int decimals, double scale, int series,
                            int categories)
{
    BarPanel panel;
    panel.title = title;
    panel.unit = QStringLiteral("seconds");
    panel.axisTitle = axisTitle;
    panel.decimals = decimals;
    for (int s = 0; s < series; ++s) {
        auto &values = panel.values.emplace_back();
        for (int c = 0; c < categories; ++c)
            values.push_back({.value = scale * (1.1 + std::sin(1.7 * s + 2.3 * c)), .interval = {}});
    }
    return panel;
}

inline QStringList speedTestNames()
{
    return {QStringLiteral("Short Prompt, Short Response"), QStringLiteral("Short Prompt, Long Response"),
            QStringLiteral("Long Prompt, Short Response"), QStringLiteral("Code Generation"),
            QStringLiteral("Reasoning Task")};
}

inline std::vector<FigureSeries> sampleSeries(const Theme &theme, int count, const QString &name)
{
    std::vector<FigureSeries> series;
    for (int i = 0; i < count; ++i)
        series.push_back({QStringLiteral("%1 %2").arg(name).arg(i + 1),
                          {theme.series.at(i % theme.series.size()), i / static_cast<int>(theme.series.size())}});
    return series;
}

inline BarFigure sampleFigure(const Theme &theme, int series, const QStringList &categories,
                              const QString &seriesName = QStringLiteral("Model"))
{
    BarFigure figure;
    const auto count = static_cast<int>(categories.size());
    figure.categories = categories;
    figure.series = sampleSeries(theme, series, seriesName);
    figure.footer = QStringLiteral("DGX Spark · Speed test · 2026-11-24 · 5 tests × 3 repetitions · tokens from usage");
    figure.panels = {
        samplePanel(QStringLiteral("TTFT by Test"), QStringLiteral("Time to First Token (s)"), 3, 0.14, series, count),
        samplePanel(QStringLiteral("Total Time by Test"), QStringLiteral("Total Response Time (s)"), 1, 40, series,
                    count),
        samplePanel(QStringLiteral("TPS by Test"), QStringLiteral("Tokens Per Second"), 1, 9, series, count),
    };
    return figure;
}

/// One series in blue, orange and green against a baseline, with the figures of a known run.
inline BarFigure classicFigure(const Theme &theme)
{
    BarFigure figure = sampleFigure(theme, 1, speedTestNames());
    const std::vector<std::vector<double>> known {
        {1.278, 0.303, 0.519, 0.295, 0.309}, {7.1, 139.5, 10.7, 73.5, 105.1}, {4.6, 4.1, 4.1, 3.4, 3.5}};
    const std::vector<QRgb> colors {0x4682B4, 0xFF8C00, 0x228B22};
    for (std::size_t panel = 0; panel < 3; ++panel) {
        figure.panels[panel].paint = SeriesPaint {QColor(colors[panel])};
        for (std::size_t test = 0; test < 5; ++test)
            figure.panels[panel].values[0][test].value = known[panel][test];
    }
    figure.panels[0].reference = {0.138, QStringLiteral("Mistral-24B baseline (0.138s)")};
    figure.panels[2].reference = {9.8, QStringLiteral("Mistral-24B baseline (9.8 TPS)")};
    figure.finding = QStringLiteral("Llama-70B");
    return figure;
}

}
