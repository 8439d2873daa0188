// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

namespace streamgauge {

/// Says on stderr which expectations were not met and how many requests failed; whether there was nothing to say.
bool isAllWell(const Comparison &comparison);

}
