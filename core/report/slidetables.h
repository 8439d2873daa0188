// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/reporttables.h"

namespace streamgauge {

/// What a slide's table takes in type of 10 points, in letters: each column its longest text and 2 more.
inline constexpr qsizetype lettersOfSlide = 148;

qsizetype lettersOf(const ReportTable &table);

/// Long names (the texts of the first columns and the header) shortened in their middle, as far as different ones stay
/// different.
ReportTable withShortNames(ReportTable table);

/// The columns of values shared out over tables that fit a slide each, the columns of text in all of them. A table that
/// fits is the only one. A column that is too wide by itself stands alone.
std::vector<ReportTable> columnParts(const ReportTable &table, qsizetype mostLetters = lettersOfSlide);

}
