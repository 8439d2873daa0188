// SPDX-License-Identifier: Apache-2.0
#include "figure/sloguides.h"

#include <algorithm>
#include <map>

namespace streamgauge {

namespace {

std::optional<nanoseconds> objective(const Slo &slo, SloOf which)
{
    switch (which) {
    case SloOf::Ttft:
        return slo.ttft;
    case SloOf::TpotInMs:
        return slo.tpot;
    case SloOf::TotalTime:
        return slo.e2e;
    }
    Q_UNREACHABLE();
}

double largestValue(const XyFigure &figure)
{
    double most = 0;
    for (const XySeries &series : figure.series)
        for (const QPointF &point : series.points)
            most = std::max(most, point.y());
    return most;
}

}

void addSloGuides(XyFigure &figure, const std::vector<Sweep> &sweeps, const std::vector<FigureSeries> &paints,
                  SloOf which)
{
    std::map<nanoseconds, std::vector<std::size_t>> owners; // of each value, the series that have it
    std::size_t all = 0;
    for (const Sweep &sweep : sweeps) {
        all += objective(sweep.slo, which) ? 1 : 0;
        if (const auto value = objective(sweep.slo, which))
            owners[*value].push_back(sweep.series);
    }
    const double farAbove = (figure.y.isLog ? 30 : 3) * largestValue(figure);
    for (const auto &[value, series] : owners) {
        const double at = toSeconds(value) * (which == SloOf::TpotInMs ? 1000 : 1);
        QString label = QStringLiteral("SLO %1").arg(durationInWords(value));
        XyGuide guide {.from = {}, .to = {}, .label = label, .across = at};
        if (series.size() < all) {
            QStringList names;
            for (const std::size_t one : series)
                names.append(paints[one].label);
            names.removeDuplicates();
            guide.label = label += QStringLiteral(": ") + names.join(QStringLiteral(", "));
            if (names.size() == 1)
                guide.color = paints[series.front()].paint.color;
        }
        if (at <= farAbove)
            figure.guides.push_back(guide);
        else
            figure.note += QStringLiteral(" \u00A0 ↑ %1, above the chart").arg(label);
    }
}

}
