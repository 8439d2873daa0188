// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runfile/run.h"

namespace streamgauge {

/// Two endpoints, two tests, two stages; every kind of field is set somewhere.
RunHeader testHeader();

/// Sent at 1 ms, four chunks of a token each 100 ms apart (one gap 110), the first after 100 ms, done after 410.
RequestRecord testRecord(int endpoint, int test, int repetition, Phase phase);

RequestRecord failedRecord(int endpoint, int test, int repetition);

/// A completed answer of @p tokens tokens, one a chunk, counted by the server.
RequestRecord answer(RunTime sent, nanoseconds ttft, int tokens, nanoseconds perToken);

/// A run without blemish: one endpoint, a test of long answers, a cold first warm-up no slower than the rest, then
/// @p repetitions requests one by one with an honest spread of 1 %.
Run cleanRun(int repetitions = 12);

/// Another test after those there are, of which each request waits for one of @p ttfts; @p concurrency of them are sent
/// at once.
void addTest(Run &run, const QString &name, const std::vector<nanoseconds> &ttfts, int concurrency = 1);

}
