// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/barfigure.h"

namespace streamgauge {

/// Lays out the figure's panels into @p areas, one each and all of the same size, so that their plots line up.
void layoutPanels(FigureScene &scene, const BarFigure &figure, const std::vector<QRectF> &areas,
                  const FigureStyle &style);

}
