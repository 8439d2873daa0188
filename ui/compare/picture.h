// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"
#include "figure/figureexport.h"

namespace streamgauge {

/// How the comparison's picture leaves the program.
struct PictureOptions
{
    PictureSize size;
    bool dark = false;
    bool transparent = false;
    bool withFinding = true; ///< as the title; the picture of one series is named after it
    /// Of two series the baseline is a dashed line instead of bars.
    bool baselineAsLine = false;
};

/// The options to begin with: a series against one of another run is drawn as that one against a line,
/// series of one run side by side.
PictureOptions defaultOptions(const Comparison &comparison);

/// The three panels, laid out for export.
FigureScene pictureScene(const Comparison &comparison, const PictureOptions &options);

/// PNG, SVG or PDF by the file's name; replaces the file in one step, or leaves it as it was.
Expected<void> savePicture(const QString &path, const Comparison &comparison, const PictureOptions &options);

}
