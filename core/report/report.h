// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

#include <QByteArray>
#include <QString>

namespace streamgauge {

/// Overall averages and the per-test table, as in a README.
QString toMarkdown(const Comparison &comparison);
/// One row a series, test and metric; numbers in full, a point as decimal mark.
QString toCsv(const Comparison &comparison);
/// For programs; layout in docs.
QByteArray toJson(const Comparison &comparison);
/// Aligned columns for a terminal.
QString toText(const Comparison &comparison);

}
