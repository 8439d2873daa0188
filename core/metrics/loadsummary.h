// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/summary.h"

namespace streamgauge {

/// Of @p records, which are of one endpoint; those of warm-up stages are left out.
LoadSummary loadSummary(const Run &run, std::span<const RequestRecord *const> records);

bool hasObjective(const Slo &slo);

/// Within every objective that is given. A request too short to have a TPOT cannot miss that one.
bool meets(const RequestRecord &record, const Slo &slo);

}
