// SPDX-License-Identifier: Apache-2.0
#include "telemetry/livetelemetry.h"

namespace streamgauge {

namespace {

struct Origin
{
    const char *source;
    const char *value;
};

Origin originOf(TelemetryMetric metric)
{
    switch (metric) {
    case TelemetryMetric::Running:
        return {"metrics", "running"};
    case TelemetryMetric::Waiting:
        return {"metrics", "waiting"};
    case TelemetryMetric::KvCacheUsage:
        return {"metrics", "kv_cache_usage"};
    case TelemetryMetric::GpuUtilization:
        return {"gpu", "utilization_percent"};
    case TelemetryMetric::GpuPower:
        return {"gpu", "power_w"};
    }
    Q_UNREACHABLE();
}

}

void addSample(LiveTelemetry &telemetry, const Sample &sample)
{
    if (sample.endpoint < 0)
        return;
    const auto endpoint = static_cast<std::size_t>(sample.endpoint);
    if (endpoint >= telemetry.endpoints.size())
        telemetry.endpoints.resize(endpoint + 1);
    for (const TelemetryMetric metric : allTelemetryMetrics) {
        const Origin origin = originOf(metric);
        const auto value = sample.values.find(QLatin1String(origin.value));
        if (sample.source == QLatin1String(origin.source) && value != sample.values.end())
            telemetry.endpoints[endpoint][static_cast<std::size_t>(metric)].push_back({sample.at, value->second});
    }
}

}
