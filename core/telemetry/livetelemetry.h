// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runfile/run.h"

#include <array>

namespace streamgauge {

enum class TelemetryMetric { Running, Waiting, KvCacheUsage, GpuUtilization, GpuPower };
inline constexpr std::array allTelemetryMetrics {TelemetryMetric::Running, TelemetryMetric::Waiting,
                                                 TelemetryMetric::KvCacheUsage, TelemetryMetric::GpuUtilization,
                                                 TelemetryMetric::GpuPower};

struct TelemetryPoint
{
    RunTime at {};
    double value = 0; ///< requests, requests, 0 to 1, percent, watts
};

using TelemetryCurve = std::vector<TelemetryPoint>;

/// What is drawn of a run's samples: a curve per endpoint and metric, in time's order. Plain data.
struct LiveTelemetry
{
    std::vector<std::array<TelemetryCurve, allTelemetryMetrics.size()>> endpoints;
    QStringList notes; ///< what could not be asked, and why

    const TelemetryCurve &curve(std::size_t endpoint, TelemetryMetric metric) const
    {
        return endpoints[endpoint][static_cast<std::size_t>(metric)];
    }
};

void addSample(LiveTelemetry &telemetry, const Sample &sample);

}
