// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"
#include "figure/figureexport.h"

namespace streamgauge {

/// How a picture of a comparison leaves the program.
struct PictureOptions
{
    QString chart = QStringLiteral("speed-test"); ///< one of chartKinds() (figure/charts.h)
    PictureSize size;
    bool dark = false;
    bool transparent = false;
    bool withFinding = true; ///< as the title; the three panels of one series are named after it
    bool withFooter = true;
    QString title {}; ///< instead of what the chart says by itself; empty: that
    /// Of two series the baseline is a dashed line instead of bars.
    bool baselineAsLine = false;
};

/// The options to begin with: a series against one of another run is drawn as that one against a line,
/// series of one run side by side.
PictureOptions defaultOptions(const Comparison &comparison);

/// The chart, laid out for export.
FigureScene pictureScene(const Comparison &comparison, const PictureOptions &options);

/// What the picture says as its title where the options do not.
QString pictureTitle(const Comparison &comparison, const PictureOptions &options);

}
