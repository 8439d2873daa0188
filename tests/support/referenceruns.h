// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runfile/run.h"

namespace streamgauge {

/// The original speed test of one model ("Llama-70B", …) alone, from the bundled reference runs, with a date and a
/// name.
Run referenceRun(const QString &label);

}
