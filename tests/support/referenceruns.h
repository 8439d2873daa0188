// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runfile/run.h"

namespace streamgauge {

/// The original speed test of one model ("Llama-70B", …), as a run whose first request is cold and whose tokens are
/// guessed from characters, as published.
Run referenceRun(const QString &label);

}
