// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/differences.h"
#include "table/tabledata.h"

#include <QStringList>

namespace streamgauge {

/// One row a series: averages over all tests, how many requests they stand on, how tokens were counted.
/// @p tested is of the same comparison, @p colors holds one for each series.
TableData overallTable(const Comparison &comparison, const Differences &tested, const std::vector<QColor> &colors);

/// A section a metric, in it one row a series and one column a test, then the average over all.
TableData perTestTable(const Comparison &comparison, const Differences &tested, const std::vector<QColor> &colors);

/// One row a series of a run in the order "interference": what it lost together against alone. Empty without one.
TableData interferenceTable(const Comparison &comparison, const std::vector<QColor> &colors);

/// One row an expectation of a series' suite: expected, actual, status in words. Empty without any.
TableData expectedTable(const Comparison &comparison, const std::vector<QColor> &colors);

/// Who counted: "server", "guess (characters)".
QString evidenceInWords(TokenEvidence evidence);
bool isGuess(TokenEvidence evidence);

}
