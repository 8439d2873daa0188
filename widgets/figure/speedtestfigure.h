// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"
#include "figure/barfigure.h"
#include "run/livesnapshot.h"

namespace streamgauge {

/// The three panels: TTFT, Total Time and TPS by test.
enum class SpeedTestLook {
    Dashboard, ///< series colours, small type
    Classic    ///< for export: one series is blue, orange and green, with the baseline as a dashed line
};

/// @p comparison's baseline is a dashed line in the TTFT and TPS panels, and not drawn as bars, where exactly one
/// other series remains and the look is Classic. Otherwise every series has bars.
BarFigure speedTestFigure(const Comparison &comparison, SpeedTestLook look, const Theme &theme);

/// What stands below every picture: the conditions and what the checks warn of. That they are simulated is said apart.
QString figureFooter(const Comparison &comparison);

/// The same for a run under way: bars are pale until their test is finished on that endpoint.
BarFigure liveSpeedTestFigure(const LiveSnapshot &snapshot, const Theme &theme);

}
