// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/figurestyle.h"
#include "figure/scene.h"
#include "report/reporttables.h"

namespace streamgauge {

/// A table as a page: its title, the table, the footer. Type gets smaller, down to half, where the table is too wide or
/// too high; names that still do not fit are elided, numbers never.
FigureScene layoutTable(const ReportTable &table, const QString &footer, bool simulated, const QSizeF &size,
                        const FigureStyle &style);

}
