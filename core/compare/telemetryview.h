// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"
#include "metrics/telemetrytracks.h"

namespace streamgauge {

/// Those of which any series has a value above 0, in the order of allTracks.
std::vector<Track> tracksOf(const Comparison &comparison);

/// Of the last sample of any series, since its run's start; 0 without samples.
double lastSample_s(const Comparison &comparison);

/// "GPU energy per output token: 2.1 J (Mistral-24B) to 11 J (Llama-70B)"; of one series "… of Mistral-24B: 2.1 J".
/// Empty where no series has it.
QString energyFinding(const Comparison &comparison);

/// How samples come into a run.
QString howToSample();

}
