// SPDX-License-Identifier: Apache-2.0
#include "metrics/loadspans.h"

#include "runfile/run.h"

#include <algorithm>

namespace streamgauge {

bool isOfLoad(const Run &run, const RequestRecord &record)
{
    const auto stage = static_cast<std::size_t>(record.stage);
    return record.phase != Phase::Warmup && !(stage < run.header.stages.size() && run.header.stages[stage].warmup);
}

std::map<int, LoadSpan> loadSpans(const Run &run, int endpoint)
{
    std::map<int, LoadSpan> spans;
    for (const RequestRecord &record : run.requests) {
        if (record.endpoint != endpoint || !isOfLoad(run, record) || !record.sent || !record.end)
            continue;
        LoadSpan &span = spans[record.stage];
        span.from = std::min(span.from, *record.sent);
        span.to = std::max(span.to, *record.end);
    }
    std::erase_if(spans, [](const auto &entry) { return entry.second.to <= entry.second.from; });
    return spans;
}

}
