// SPDX-License-Identifier: Apache-2.0
#include "metrics/telemetrytracks.h"

#include "runfile/run.h"

#include <algorithm>

namespace streamgauge {

namespace {

/// Where a track's values stand in a run file's samples.
struct Origin
{
    Track track;
    const char *source;
    const char *value;
    double scale = 1; ///< from the sample's unit to the track's
};

constexpr double gibibytes = 1.0 / 1024; // samples count MiB

constexpr Origin origins[] = {
    {Track::Running, "metrics", "running"},
    {Track::Waiting, "metrics", "waiting"},
    {Track::KvCacheUsage, "metrics", "kv_cache_usage", 100},
    {Track::GpuUtilization, "gpu", "utilization_percent"},
    {Track::GpuMemory, "gpu", "memory_used_mb", gibibytes},
    {Track::GpuPower, "gpu", "power_w"},
    {Track::GpuTemperature, "gpu", "temperature_c"},
    {Track::GpuClock, "gpu", "sm_clock_mhz"},
};

std::optional<double> valueOf(const Sample &sample, const char *name)
{
    const auto found = sample.values.find(QLatin1String(name));
    return found == sample.values.end() ? std::nullopt : std::optional(found->second);
}

TrackPoints prefixHits(const std::vector<const Sample *> &samples)
{
    TrackPoints points;
    std::optional<double> hitsBefore;
    std::optional<double> queriesBefore;
    for (const Sample *sample : samples) {
        if (sample->source != QLatin1String("metrics"))
            continue;
        const auto hits = valueOf(*sample, "prefix_cache_hits");
        const auto queries = valueOf(*sample, "prefix_cache_queries");
        if (hits && queries && hitsBefore && queriesBefore) {
            const double found = *hits - *hitsBefore;
            const double asked = *queries - *queriesBefore;
            if (asked > 0 && found >= 0 && found <= asked)
                points.emplace_back(toSeconds(sample->at), 100 * found / asked);
        }
        hitsBefore = hits;
        queriesBefore = queries;
    }
    return points;
}

}

const TrackInfo &info(Track track)
{
    static const std::array<TrackInfo, allTracks.size()> infos {{
        {QLatin1String("Requests running"), {}},
        {QLatin1String("Requests waiting"), {}},
        {QLatin1String("KV cache in use"), QLatin1String("%")},
        {QLatin1String("Prompt tokens from the prefix cache"), QLatin1String("%")},
        {QLatin1String("GPU utilisation"), QLatin1String("%")},
        {QLatin1String("GPU memory"), QLatin1String("GiB")},
        {QLatin1String("GPU power"), QLatin1String("W")},
        {QLatin1String("GPU temperature"),
         QLatin1String("\xB0"
                       "C")},
        {QLatin1String("GPU clock"), QLatin1String("MHz")},
    }};
    return infos[static_cast<std::size_t>(track)];
}

std::shared_ptr<const TelemetryTracks> telemetryTracks(const Run &run, int endpoint)
{
    std::vector<const Sample *> samples;
    for (const Sample &sample : run.samples)
        if (sample.endpoint == endpoint)
            samples.push_back(&sample);
    std::ranges::stable_sort(samples, {}, &Sample::at);
    TelemetryTracks tracks;
    for (const Sample *sample : samples)
        for (const Origin &origin : origins)
            if (sample->source == QLatin1String(origin.source))
                if (const auto value = valueOf(*sample, origin.value))
                    tracks.points[static_cast<std::size_t>(origin.track)].emplace_back(toSeconds(sample->at),
                                                                                       *value * origin.scale);
    tracks.points[static_cast<std::size_t>(Track::PrefixHits)] = prefixHits(samples);
    if (std::ranges::all_of(tracks.points, &TrackPoints::empty))
        return nullptr;
    return std::make_shared<const TelemetryTracks>(std::move(tracks));
}

}
