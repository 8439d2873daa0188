// SPDX-License-Identifier: Apache-2.0
#include "metrics/requesttimelines.h"

#include "runfile/run.h"

#include <algorithm>
#include <map>

namespace streamgauge {

namespace {

bool isWanted(const Run &run, const RequestRecord &record)
{
    if (record.phase == Phase::Warmup || !record.completed() || !record.sent || record.chunkGaps_us.empty())
        return false;
    const auto stage = static_cast<std::size_t>(record.stage);
    const bool isTogether = stage < run.header.stages.size() && run.header.stages[stage].together;
    return timeToFirstToken(record).has_value() && !(isTogether && run.header.order == Order::Interference);
}

/// Empty where the test has one level.
QString levelOf(const RunHeader &header, const RequestRecord &record)
{
    const auto index = static_cast<std::size_t>(record.stage);
    if (index >= header.stages.size())
        return {};
    const Stage &own = header.stages[index];
    const bool isSwept = std::ranges::any_of(header.stages, [&](const Stage &other) {
        return !other.warmup && isSameSweep(own, other) && !isSameLevel(own, other);
    });
    return isSwept ? levelName(own.concurrency, own.requestsPerSecond) : QString();
}

RequestTimeline timelineOf(const RunHeader &header, const RequestRecord &record)
{
    return {.test = record.test,
            .repetition = record.repetition,
            .cold = record.phase == Phase::Cold,
            .level = levelOf(header, record),
            .sent_s = toSeconds(*record.sent),
            .ttft_s = toSeconds(*timeToFirstToken(record)),
            .totalTime_s = toSeconds(*endToEndLatency(record)),
            .outputTokens = record.outputTokens,
            .evidence = record.evidence,
            .firstChunkTokens = record.firstChunkTokens,
            .chunkGaps_us = record.chunkGaps_us};
}

}

std::shared_ptr<const RequestTimelines> requestTimelines(const Run &run, int endpoint)
{
    std::vector<const RequestRecord *> records;
    for (const RequestRecord &record : run.requests)
        if (record.endpoint == endpoint && isWanted(run, record))
            records.push_back(&record);
    if (records.empty())
        return nullptr;
    std::ranges::stable_sort(records, {}, [](const RequestRecord *record) { return *record->sent; });
    RequestTimelines kept;
    std::map<int, std::size_t> ofStage;
    std::size_t gaps = 0;
    for (const RequestRecord *record : records) {
        if (ofStage[record->stage] >= RequestTimelines::mostPerStage
            || gaps + record->chunkGaps_us.size() > RequestTimelines::mostGaps) {
            kept.complete = false;
            continue;
        }
        ++ofStage[record->stage];
        gaps += record->chunkGaps_us.size();
        kept.requests.push_back(timelineOf(run.header, *record));
    }
    return std::make_shared<const RequestTimelines>(std::move(kept));
}

}
