// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/distribution.h"
#include "figure/figurestyle.h"
#include "figure/scene.h"

#include <vector>

namespace streamgauge {

struct BoxRow
{
    QString label;
    SeriesPaint paint;
    BoxNumbers numbers;
};

/// A row a series: a line from the 5th to the 95th percentile, a box over the middle half, the median with its value.
struct BoxFigure
{
    QString finding;
    QString footer;
    bool simulated = false;
    QString axisTitle;
    int decimals = 2; ///< of the median
    std::vector<BoxRow> rows;
};

FigureScene layoutBoxFigure(const BoxFigure &figure, const QSizeF &size, const FigureStyle &style);

}
