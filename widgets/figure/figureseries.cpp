// SPDX-License-Identifier: Apache-2.0
#include "figure/figureseries.h"

#include <QHash>
#include <QRegularExpression>

namespace streamgauge {

QString shortTestName(const QString &name)
{
    static const QRegularExpression lengths(QStringLiteral("^(\\w+) Prompt, (\\w+) Response$"));
    if (const auto match = lengths.match(name); match.hasMatch())
        return QStringLiteral("%1 →\u00A0%2").arg(match.captured(1), match.captured(2).toLower());
    static const QRegularExpression noun(QStringLiteral("^(\\w+) (?:Generation|Task)$"));
    if (const auto match = noun.match(name); match.hasMatch())
        return match.captured(1);
    return name;
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

namespace {

QColor colorOf(const SeriesSummary &series, const Theme &theme)
{
    if (const int slot = series.color.toInt(); slot > 0)
        return theme.series.at((slot - 1) % theme.series.size());
    if (const QColor chosen(series.color); chosen.isValid())
        return chosen;
    return seriesColor(theme, series.colorOf.isEmpty() ? series.label : series.colorOf);
}

}

std::vector<FigureSeries> figureSeries(const Comparison &comparison, const Theme &theme)
{
    std::vector<FigureSeries> series;
    QHash<QRgb, int> uses;
    for (const SeriesSummary &one : comparison.series) {
        const QColor color = colorOf(one, theme);
        series.push_back({one.label, {color, uses[color.rgb()]++}});
    }
    return series;
}

std::vector<FigureSeries> endpointSeries(const LiveSnapshot &snapshot, const Theme &theme)
{
    QStringList labels;
    for (const LiveEndpoint &endpoint : snapshot.endpoints)
        labels.append(endpoint.label);
    return figureSeries(labels, theme);
}

}
