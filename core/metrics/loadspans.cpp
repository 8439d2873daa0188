// SPDX-License-Identifier: Apache-2.0
#include "metrics/loadspans.h"

#include "runfile/run.h"

#include <algorithm>

namespace streamgauge {

void LoadSpans::add(const RequestRecord &record)
{
    if (!record.sent || !record.end)
        return;
    LoadSpan &span = m_byStage[record.stage];
    span.from = std::min(span.from, *record.sent);
    span.to = std::max(span.to, *record.end);
}

std::map<int, LoadSpan> LoadSpans::byStage() const
{
    std::map<int, LoadSpan> spans = m_byStage;
    std::erase_if(spans, [](const auto &entry) { return entry.second.to <= entry.second.from; });
    return spans;
}

double LoadSpans::totalSeconds() const
{
    double total_s = 0;
    for (const auto &[stage, span] : byStage())
        total_s += toSeconds(span.to - span.from);
    return total_s;
}

bool isOfLoad(const RunHeader &header, const RequestRecord &record)
{
    const auto stage = static_cast<std::size_t>(record.stage);
    return record.phase != Phase::Warmup && !(stage < header.stages.size() && header.stages[stage].warmup);
}

std::map<int, LoadSpan> loadSpans(const Run &run, int endpoint)
{
    LoadSpans spans;
    for (const RequestRecord &record : run.requests)
        if (record.endpoint == endpoint && isOfLoad(run.header, record))
            spans.add(record);
    return spans.byStage();
}

}
