// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/livefigure.h"
#include "figure/timelinefigure.h"
#include "run/livesnapshot.h"

namespace streamgauge {

/// Nothing of it is under way: its pace of now is no news, its mean is.
bool isAtRest(const LiveEndpoint &endpoint);

/// What a snapshot shows as lines over time.
LiveFigure liveFigure(const LiveSnapshot &snapshot, const Theme &theme, bool simulated);

/// How many strips liveFigure() has below its lines.
int stripCount(const LiveTelemetry &telemetry);

/// What a snapshot shows as rows of chunks.
TimelineFigure timelineFigure(const LiveSnapshot &snapshot, const Theme &theme);

}
