// SPDX-License-Identifier: Apache-2.0
#include "compare/telemetryview.h"

#include <algorithm>

namespace streamgauge {

std::vector<Track> tracksOf(const Comparison &comparison)
{
    std::vector<Track> shown;
    for (const Track track : allTracks) {
        const auto hasValue = [track](const SeriesSummary &series) {
            return series.telemetry
                && std::ranges::any_of(series.telemetry->of(track), [](const QPointF &point) { return point.y() > 0; });
        };
        if (std::ranges::any_of(comparison.series, hasValue))
            shown.push_back(track);
    }
    return shown;
}

double lastSample_s(const Comparison &comparison)
{
    double last = 0;
    for (const SeriesSummary &series : comparison.series)
        if (series.telemetry)
            for (const TrackPoints &points : series.telemetry->points)
                if (!points.empty())
                    last = std::max(last, points.back().x());
    return last;
}

QString energyFinding(const Comparison &comparison)
{
    std::vector<std::pair<double, QString>> energies;
    for (const SeriesSummary &series : comparison.series)
        if (series.energy && series.energy->joulesPerToken)
            energies.emplace_back(*series.energy->joulesPerToken, series.label);
    if (energies.empty())
        return {};
    std::ranges::sort(energies);
    const auto joules = [](double value) { return QString::number(value, 'g', 3); };
    const QString what = QStringLiteral("GPU energy per output token");
    if (energies.size() == 1)
        return QStringLiteral("%1 of %2: %3 J").arg(what, energies.front().second, joules(energies.front().first));
    return QStringLiteral("%1: %2 J (%3) to %4 J (%5)")
        .arg(what, joules(energies.front().first), energies.front().second, joules(energies.back().first),
             energies.back().second);
}

QString howToSample()
{
    return QStringLiteral(
        "No run here has samples of its server or GPU. Where the server has a /metrics page (vLLM, "
        "SGLang, llama.cpp with --metrics) or nvidia-smi can be asked, each run keeps them; where they "
        "are is told on the tab Telemetry of an endpoint.");
}

}
