// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/checkfindings.h"
#include "report/reporttables.h"

namespace streamgauge {

/// Level, check, series, what was found, what to do: a row a message.
ReportTable checksTable(const std::vector<CheckFinding> &findings);

/// The same for a terminal: a paragraph a message, wrapped at @p width columns. Empty where nothing was found.
QString checksText(const std::vector<CheckFinding> &findings, int width = 100);

}
