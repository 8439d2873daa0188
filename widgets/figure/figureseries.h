// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"
#include "figure/barfigure.h"
#include "run/livesnapshot.h"

namespace streamgauge {

/// A paint of its own for each label: the series' colour, and a variant of it where two would be alike.
std::vector<FigureSeries> figureSeries(const QStringList &labels, const Theme &theme);

std::vector<FigureSeries> figureSeries(const Comparison &comparison, const Theme &theme);
std::vector<FigureSeries> endpointSeries(const LiveSnapshot &snapshot, const Theme &theme);

/// "Short Prompt, Long Response" → "Short → long", "Code Generation" → "Code"; others as they are.
/// No line ends after the arrow.
QString shortTestName(const QString &name);

}
