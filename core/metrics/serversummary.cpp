// SPDX-License-Identifier: Apache-2.0
#include "metrics/loadspans.h"
#include "metrics/telemetrysummary.h"
#include "runfile/run.h"
#include "telemetry/servermetrics.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

using Samples = std::vector<const Sample *>;

Samples metricsOf(const Run &run, int endpoint)
{
    Samples samples;
    for (const Sample &sample : run.samples)
        if (sample.endpoint == endpoint && sample.source == QLatin1String("metrics"))
            samples.push_back(&sample);
    std::ranges::stable_sort(samples, {}, &Sample::at);
    return samples;
}

/// The samples around the load: the last one before it, the first one after it, and those between.
Samples around(const Samples &samples, const LoadSpan &load)
{
    auto first = std::ranges::upper_bound(samples, load.from, {}, &Sample::at);
    if (first != samples.begin())
        --first;
    auto last = std::ranges::lower_bound(samples, load.to, {}, &Sample::at);
    if (last != samples.end())
        ++last;
    return {first, last};
}

std::optional<double> valueOf(const Sample &sample, const char *name)
{
    const auto found = sample.values.find(QLatin1String(name));
    return found == sample.values.end() ? std::nullopt : std::optional(found->second);
}

/// How much a counter grew; nothing where it was set back.
std::optional<double> growth(const Samples &samples, const char *name)
{
    const auto before = valueOf(*samples.front(), name);
    const auto after = valueOf(*samples.back(), name);
    if (!before || !after || *after < *before)
        return std::nullopt;
    return *after - *before;
}

std::optional<double> highest(const Samples &samples, const char *name)
{
    std::optional<double> most;
    for (const Sample *sample : samples)
        if (const auto value = valueOf(*sample, name))
            most = std::max(most.value_or(*value), *value);
    return most;
}

std::optional<CounterShare> share(const Samples &samples, const char *part, const char *whole)
{
    const auto parts = growth(samples, part);
    const auto all = growth(samples, whole);
    if (!parts || !all || *all <= 0 || *parts > *all)
        return std::nullopt;
    return CounterShare {*parts, *all};
}

/// As histogram_quantile(): linear within the bucket, the first one begins at 0.
std::optional<double> quantile(const std::map<double, double> &buckets, double count, double q)
{
    double lower_s = 0;
    double below = 0;
    for (const auto &[bound_s, upTo] : buckets) {
        if (upTo >= q * count) {
            if (std::isinf(bound_s))
                return std::nullopt;
            return upTo > below ? lower_s + (bound_s - lower_s) * (q * count - below) / (upTo - below) : bound_s;
        }
        lower_s = bound_s;
        below = upTo;
    }
    return std::nullopt;
}

std::optional<ServerTtft> ttftOf(const Sample &first, const Sample &last)
{
    const auto before = ttftHistogram(first.values);
    const auto after = ttftHistogram(last.values);
    if (!before || !after || after->count <= before->count || after->sum < before->sum)
        return std::nullopt;
    std::map<double, double> buckets;
    for (const auto &[bound_s, count] : after->buckets) {
        const auto earlier = before->buckets.find(bound_s);
        buckets[bound_s] = count - (earlier == before->buckets.end() ? 0 : earlier->second);
    }
    const double count = after->count - before->count;
    return ServerTtft {.count = count,
                       .mean_s = (after->sum - before->sum) / count,
                       .median_s = quantile(buckets, count, 0.5),
                       .p90_s = quantile(buckets, count, 0.9),
                       .p99_s = quantile(buckets, count, 0.99)};
}

}

ServerSummary serverSummary(const Run &run, int endpoint)
{
    LoadSpan load;
    for (const auto &[stage, span] : loadSpans(run, endpoint)) {
        load.from = std::min(load.from, span.from);
        load.to = std::max(load.to, span.to);
    }
    if (load.to <= load.from)
        return {};
    const Samples samples = around(metricsOf(run, endpoint), load);
    if (samples.size() < 2)
        return {};
    return {.prefixCache = share(samples, "prefix_cache_hits", "prefix_cache_queries"),
            .speculation = share(samples, "accepted_tokens", "draft_tokens"),
            .preemptions = growth(samples, "preemptions"),
            .maxRunning = highest(samples, "running"),
            .maxWaiting = highest(samples, "waiting"),
            .maxKvCacheUsage = highest(samples, "kv_cache_usage"),
            .ttft = ttftOf(*samples.front(), *samples.back())};
}

}
