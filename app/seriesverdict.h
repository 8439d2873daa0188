// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/summary.h"

#include <vector>

namespace streamgauge {

/// Says on stderr which expectations were not met and how many requests failed; whether there was nothing to say.
bool isAllWell(const std::vector<SeriesSummary> &all);

}
