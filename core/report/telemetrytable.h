// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/reporttables.h"

namespace streamgauge {

/// Energy and what the servers said of themselves, a column per series named in @p names; no rows where nothing is
/// known.
ReportTable telemetryTable(const Comparison &comparison, const QStringList &names);

/// What must be said of these figures.
QStringList telemetryNotes(const Comparison &comparison);

}
