// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/compareseries.h"
#include "tray/serieschip.h"

#include <vector>

namespace streamgauge {

/// A chip for each entry of @p series, read or not. @p comparison is what the series are compared as.
std::vector<ChipData> chipsOf(const CompareSeries &series, const Comparison &comparison);

}
