// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/barfigure.h"

namespace streamgauge {

/// The type in which the values of all panels fit above their bars; empty where there is not room for all of them.
/// @p plot is the size of every panel's plot.
std::optional<QFont> valueFont(const BarFigure &figure, const QSizeF &plot, const FigureStyle &style);

/// Bars of one panel, grouped by category, with their values above them in @p values, where given.
/// @p top is the value at the upper edge of @p plot.
void layoutBars(FigureScene &scene, const BarFigure &figure, std::size_t panel, const QRectF &plot, double top,
                const std::optional<QFont> &values, const FigureStyle &style);

}
