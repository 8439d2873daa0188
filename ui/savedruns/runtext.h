// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runfile/runlibrary.h"

namespace streamgauge {

/// "Today 03:00", "Yesterday 21:15", "24 Nov 03:00", "24 Nov 2025": local time, as short as it is unambiguous.
QString dateText(const QDateTime &started, const QDateTime &now);

/// "Speed test · simulated · stopped early": what a run's second line says.
QString runNote(const RunEntry &entry);

/// The metric's overall warm mean with its usual decimals; "–" where there is none.
QString meanText(const SeriesSummary &series, Metric metric);

/// Title, or the file's name for a file that cannot be read.
QString runTitle(const RunEntry &entry);

}
