// SPDX-License-Identifier: Apache-2.0
#include "report/jsontelemetry.h"

#include "base/jsonwriter.h"

namespace streamgauge {

namespace {

void writeEnergy(JsonWriter &json, const EnergySummary &energy)
{
    json.beginObject(QLatin1String("energy"));
    json.add(QLatin1String("joules"), energy.joules);
    json.add(QLatin1String("joules_per_token"), energy.joulesPerToken);
    json.add(QLatin1String("mean_power_w"), energy.meanPower_w);
    json.add(QLatin1String("samples"), static_cast<std::int64_t>(energy.samples));
    json.add(QLatin1String("shared"), energy.shared);
    json.endObject();
}

void writeShare(JsonWriter &json, QLatin1String key, const std::optional<CounterShare> &share, QLatin1String part,
                QLatin1String whole)
{
    if (!share)
        return;
    json.beginObject(key);
    json.add(part, share->part);
    json.add(whole, share->whole);
    json.add(QLatin1String("rate"), share->share());
    json.endObject();
}

}

void writeTelemetry(JsonWriter &json, const SeriesSummary &series)
{
    if (series.energy)
        writeEnergy(json, *series.energy);
    const ServerSummary &server = series.server;
    if (server.isEmpty())
        return;
    json.beginObject(QLatin1String("server"));
    writeShare(json, QLatin1String("prefix_cache"), server.prefixCache, QLatin1String("hits"),
               QLatin1String("queries"));
    writeShare(json, QLatin1String("speculation"), server.speculation, QLatin1String("accepted_tokens"),
               QLatin1String("draft_tokens"));
    json.add(QLatin1String("preemptions"), server.preemptions);
    json.add(QLatin1String("max_running"), server.maxRunning);
    json.add(QLatin1String("max_waiting"), server.maxWaiting);
    json.add(QLatin1String("max_kv_cache_usage"), server.maxKvCacheUsage);
    if (server.ttft) {
        json.beginObject(QLatin1String("ttft_s"));
        json.add(QLatin1String("n"), server.ttft->count);
        json.add(QLatin1String("mean"), server.ttft->mean_s);
        json.add(QLatin1String("median"), server.ttft->median_s);
        json.add(QLatin1String("p90"), server.ttft->p90_s);
        json.add(QLatin1String("p99"), server.ttft->p99_s);
        json.endObject();
    }
    json.endObject();
}

}
