// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/summary.h"

namespace streamgauge {

/// What came up while these were measured, a sentence each: what the client did differently with an endpoint, what
/// could not be asked, how right the client's times are.
QStringList runRemarks(const std::vector<SeriesSummary> &series);

}
