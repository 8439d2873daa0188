// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QString>

#include <array>
#include <memory>
#include <vector>

namespace streamgauge {

struct Run;

/// What is sampled of a server and its GPU over time.
enum class Track {
    Running,
    Waiting,
    KvCacheUsage,
    PrefixHits,
    GpuUtilization,
    GpuMemory,
    GpuPower,
    GpuTemperature,
    GpuClock
};
inline constexpr std::array allTracks {Track::Running,    Track::Waiting,        Track::KvCacheUsage,
                                       Track::PrefixHits, Track::GpuUtilization, Track::GpuMemory,
                                       Track::GpuPower,   Track::GpuTemperature, Track::GpuClock};

struct TrackInfo
{
    QLatin1String title; ///< "KV cache in use"
    QLatin1String unit;  ///< "%", "W"; empty for a count
};
const TrackInfo &info(Track track);

/// Seconds since the run's start and values in the track's unit, in time's order.
using TrackPoints = std::vector<QPointF>;

struct TelemetryTracks
{
    std::array<TrackPoints, allTracks.size()> points;

    const TrackPoints &of(Track track) const { return points[static_cast<std::size_t>(track)]; }
};

/// Of one endpoint's samples; null where there are none of these. Prefix hits are prompt tokens found in the cache of
/// those looked up since the sample before, where any were and the counters were not set back.
std::shared_ptr<const TelemetryTracks> telemetryTracks(const Run &run, int endpoint);

}
