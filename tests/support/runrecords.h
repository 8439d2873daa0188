// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runfile/run.h"

namespace streamgauge {

/// Two endpoints, two tests, two stages; every kind of field is set somewhere.
RunHeader testHeader();

/// Sent at 1 ms, four chunks of a token each 100 ms apart (one gap 110), the first after 100 ms, done after 410.
RequestRecord testRecord(int endpoint, int test, int repetition, Phase phase);

RequestRecord failedRecord(int endpoint, int test, int repetition);

}
