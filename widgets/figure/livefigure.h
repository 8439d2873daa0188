// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/figurestyle.h"
#include "figure/livestrips.h"
#include "figure/scene.h"

#include <QString>

#include <vector>

namespace streamgauge {

struct LiveLine
{
    QString label;
    SeriesPaint paint;
    double now = 0;          ///< said beside the label
    bool isMean = false;     ///< what is said is no pace of now but the mean of what has ended
    std::vector<float> rate; ///< one value an interval from 0 on; NaN is a gap
};

/// Rates over time, each line named at its end. Plain data.
struct LiveFigure
{
    double interval_s = 0.25;
    double end_s = 0;
    bool simulated = false;
    std::vector<LiveLine> lines;
    std::vector<LiveStrip> strips; ///< below the lines; the last ones are left out where there is no room
};

FigureScene layoutLiveFigure(const LiveFigure &figure, const QSizeF &size, const FigureStyle &style);

/// Time in seconds and rate, at most @p mostPoints, from the first value above 0 to the last (with the zero before and
/// after it): of neighbours that must share a place the smallest and the largest are kept, in their order.
/// A list for each stretch between gaps.
std::vector<QPolygonF> ratePoints(const std::vector<float> &rate, double interval_s, std::size_t mostPoints);

/// Centres as near to the wanted ones as can be without two closer than @p distance, within @p low and @p high.
/// There must be room for all.
std::vector<double> spread(const std::vector<double> &wanted, double distance, double low, double high);

}
