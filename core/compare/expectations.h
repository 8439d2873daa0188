// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/summary.h"

#include <QStringList>

namespace streamgauge {

/// The suite's expectations that the series' warm averages do not meet, each as a sentence without the series' label:
/// "TPS is 3.9 tokens/s, expected 12 to 15". What was not measured is not met.
QStringList unmetExpectations(const SeriesSummary &series);

}
