// SPDX-License-Identifier: Apache-2.0
#include "metrics/summary.h"

namespace streamgauge {

namespace {

using Lists = std::map<Metric, std::vector<double>>;

struct Values : Lists
{
    Lists gapMeans; ///< one a request
};

void add(Values &values, Metric metric, std::optional<nanoseconds> duration)
{
    if (duration)
        values[metric].push_back(toSeconds(*duration));
}

void add(Values &values, Metric metric, std::optional<double> value)
{
    if (value)
        values[metric].push_back(*value);
}

/// Whether each chunk was one token, by evidence that does not itself come from the chunks. The token that ends an
/// answer has no text, so a finished answer may have one token more than chunks.
bool isTokenPerChunk(const RequestRecord &record)
{
    switch (record.evidence) {
    case TokenEvidence::None:
    case TokenEvidence::Chunks:
    case TokenEvidence::Characters:
        return false;
    default:
        break;
    }
    if (!record.outputTokens || record.firstChunkTokens != 1)
        return false;
    const int without = *record.outputTokens - record.chunks;
    return without == 0 || (without == 1 && record.finish == QLatin1String("stop"));
}

void addGaps(Values &values, const RequestRecord &record)
{
    if (record.chunkGaps_us.empty())
        return;
    const Metric metric = isTokenPerChunk(record) ? Metric::Itl : Metric::InterChunkLatency;
    std::vector<double> &gaps = values[metric];
    double sum = 0;
    for (const std::uint32_t gap_us : record.chunkGaps_us) {
        gaps.push_back(gap_us / 1000.0);
        sum += gaps.back();
    }
    values.gapMeans[metric].push_back(sum / double(record.chunkGaps_us.size()));
}

/// Absent where the count itself comes from the chunks: it would be 1 whatever was sent.
std::optional<double> countedTokensPerChunk(const RequestRecord &record)
{
    if (isTokenPerChunk(record))
        return 1;
    const bool isCounted = record.evidence != TokenEvidence::Chunks && record.evidence != TokenEvidence::Characters;
    return isCounted ? tokensPerChunk(record) : std::nullopt;
}

void addRecord(Values &values, const RequestRecord &record)
{
    add(values, Metric::Ttft, timeToFirstToken(record));
    add(values, Metric::TotalTime, endToEndLatency(record));
    add(values, Metric::Tps, tokensPerSecond(record));
    add(values, Metric::Ttfat, timeToFirstAnswerToken(record));
    addGaps(values, record);
    add(values, Metric::PrefillRate, prefillRate(record));
    if (record.outputTokens)
        values[Metric::OutputTokens].push_back(*record.outputTokens);
    add(values, Metric::TokensPerChunk, countedTokensPerChunk(record));
    add(values, Metric::QueueDelay, queueDelay(record));
    add(values, Metric::ConnectTime, record.connect);
    add(values, Metric::TtftFromSchedule, timeToFirstTokenFromSchedule(record));
    add(values, Metric::TotalTimeFromSchedule, endToEndLatencyFromSchedule(record));
}

}

const MetricInfo &info(Metric metric)
{
    static const std::map<Metric, MetricInfo> infos {
        {Metric::Ttft, {QLatin1String("ttft_s"), QLatin1String("TTFT"), QLatin1String("s"), 3, true}},
        {Metric::TotalTime, {QLatin1String("total_time_s"), QLatin1String("Total Time"), QLatin1String("s"), 2, true}},
        {Metric::Tps, {QLatin1String("tps"), QLatin1String("TPS"), QLatin1String("tokens/s"), 1, false}},
        {Metric::Ttfat, {QLatin1String("ttfat_s"), QLatin1String("TTFAT"), QLatin1String("s"), 3, true}},
        {Metric::Itl, {QLatin1String("itl_ms"), QLatin1String("ITL"), QLatin1String("ms"), 2, true}},
        {Metric::InterChunkLatency,
         {QLatin1String("inter_chunk_latency_ms"), QLatin1String("Inter-chunk latency"), QLatin1String("ms"), 2, true}},
        {Metric::PrefillRate,
         {QLatin1String("prefill_tps"), QLatin1String("Prefill rate"), QLatin1String("tokens/s"), 0, false}},
        {Metric::OutputTokens, {QLatin1String("output_tokens"), QLatin1String("Output tokens"), {}, 1, false}},
        {Metric::TokensPerChunk, {QLatin1String("tokens_per_chunk"), QLatin1String("Tokens per chunk"), {}, 2, false}},
        {Metric::QueueDelay,
         {QLatin1String("queue_delay_s"), QLatin1String("Queue delay"), QLatin1String("s"), 3, true}},
        {Metric::ConnectTime, {QLatin1String("connect_s"), QLatin1String("Connect time"), QLatin1String("s"), 4, true}},
        {Metric::TtftFromSchedule,
         {QLatin1String("ttft_from_schedule_s"), QLatin1String("TTFT from schedule"), QLatin1String("s"), 3, true}},
        {Metric::TotalTimeFromSchedule,
         {QLatin1String("total_time_from_schedule_s"), QLatin1String("Total Time from schedule"), QLatin1String("s"), 2,
          true}},
    };
    return infos.at(metric);
}

MetricTable metricTable(std::span<const RequestRecord *const> records)
{
    Values values;
    for (const RequestRecord *record : records)
        if (record->completed())
            addRecord(values, *record);
    MetricTable table;
    for (auto &[metric, list] : values)
        table[metric] = statistics(std::move(list));
    for (auto &[metric, means] : values.gapMeans) // gaps of one request are no independent values
        table[metric].perRequest = observationsOf(std::move(means));
    return table;
}

}
