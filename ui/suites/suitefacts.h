// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suite/suite.h"

#include <QString>

namespace streamgauge {

/// "one at a time", "1, 4 and 16 at a time", "4 requests a second (Poisson) for 60 s".
QString inWords(const Load &load);
/// "4", "1, 2, 4" or "1 to 10".
QString ratesOf(const OpenLoop &load);
/// "3 repetitions after 1 warm-up · one at a time · temperature 0 · expects TPS 12 to 15".
QString factsLine(const Suite &suite);
/// "TTFT", "TPS", "Total Time"; empty for an empty one.
QString metricTitle(const QString &keyMetric);
/// Words in all messages of the prompt: what its tokens are, only a model can tell.
int promptWords(const Test &test);
/// The prompt as it is sent, each message under its role where there are several.
QString promptText(const Test &test);

}
