// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/requestrecord.h"

#include <memory>
#include <vector>

namespace streamgauge {

struct Run;

/// When the tokens of one completed request came.
struct RequestTimeline
{
    int test = 0;
    int repetition = 0;
    bool cold = false;
    QString level;     ///< "concurrency 4" where its test ran at several; else empty
    double sent_s = 0; ///< since the run's start
    double ttft_s = 0;
    double totalTime_s = 0;
    std::optional<int> outputTokens;
    TokenEvidence evidence = TokenEvidence::None;
    int firstChunkTokens = 1;
    std::vector<std::uint32_t> chunkGaps_us; ///< between successive chunks, from the first token on
};

/// Of one series, in the order they were sent.
struct RequestTimelines
{
    static constexpr std::size_t mostPerStage = 100;   ///< the first ones
    static constexpr std::size_t mostGaps = 2'000'000; ///< of a series

    std::vector<RequestTimeline> requests;
    bool complete = true; ///< false: there were more than are kept
};

/// Of one endpoint's completed requests whose file has the times of their chunks, warm-ups and those of endpoints
/// together in an interference run left out; null where there are none.
std::shared_ptr<const RequestTimelines> requestTimelines(const Run &run, int endpoint);

}
