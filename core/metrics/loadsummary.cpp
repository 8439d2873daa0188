// SPDX-License-Identifier: Apache-2.0
#include "metrics/loadsummary.h"

#include "metrics/loadspans.h"
#include "runfile/run.h"

namespace streamgauge {

bool hasObjective(const Slo &slo)
{
    return slo.ttft || slo.tpot || slo.e2e;
}

bool meets(const RequestRecord &record, const Slo &slo)
{
    const auto ttft = timeToFirstToken(record);
    const auto e2e = endToEndLatency(record);
    const auto tpot = timePerOutputToken(record);
    return record.completed() && (!slo.ttft || (ttft && *ttft <= *slo.ttft)) && (!slo.e2e || (e2e && *e2e <= *slo.e2e))
        && (!slo.tpot || !tpot || *tpot <= *slo.tpot);
}

LoadSummary loadSummary(const Run &run, std::span<const RequestRecord *const> records)
{
    LoadSpans spans;
    double tokens = 0;
    int ended = 0;
    int completed = 0;
    int good = 0;
    bool hasTokens = false;
    bool hasObjectives = false;
    for (const RequestRecord *record : records) {
        if (!isOfLoad(run.header, *record))
            continue;
        spans.add(*record);
        const Slo &slo = run.header.suite.tests.at(std::size_t(record->test)).settings.slo;
        hasObjectives = hasObjectives || hasObjective(slo);
        ++ended;
        if (!record->completed())
            continue;
        ++completed;
        good += meets(*record, slo) ? 1 : 0;
        hasTokens = hasTokens || record->outputTokens;
        tokens += record->outputTokens.value_or(0);
    }

    LoadSummary load;
    load.wallTime_s = spans.totalSeconds();
    if (load.wallTime_s <= 0)
        return load;
    load.requestsPerSecond = completed / load.wallTime_s;
    if (hasTokens)
        load.outputTokensPerSecond = tokens / load.wallTime_s;
    if (hasObjectives) {
        load.goodput = good / load.wallTime_s;
        load.goodShare = static_cast<double>(good) / ended;
    }
    return load;
}

}
