// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace streamgauge {

struct Run;

/// What the GPU drew during the load phases (first request sent to last one ended, warm-up left out, added up over
/// stages): power over time by the trapezoid rule, between samples linear, beyond the first and last one constant.
/// It is the GPU's power as its driver reports it, not the machine's.
struct EnergySummary
{
    double joules = 0;
    double meanPower_w = 0;
    std::size_t samples = 0; ///< of power, in the whole run
    bool shared = false;     ///< another endpoint was served by the same GPU at the same time
    /// joules / output tokens of completed requests. Absent where no tokens are known or the GPU is shared: whose
    /// token cost what cannot be told then.
    std::optional<double> joulesPerToken;
};

/// Of the server's own TTFT histogram, what came on between two samples. Quantiles are linear within their bucket, as
/// Prometheus' histogram_quantile() has them; absent where they lie above the last finite bound.
struct ServerTtft
{
    double count = 0;
    double mean_s = 0;
    std::optional<double> median_s;
    std::optional<double> p90_s;
    std::optional<double> p99_s;
};

struct CounterShare
{
    double part = 0;
    double whole = 0;

    double share() const { return part / whole; }
};

/// What a server said of one endpoint's load: counters from the last sample before the first request that counts to
/// the first one after the last, gauges at their highest. It knows no difference between this client's requests and
/// others'. Absent: not told, or the server was restarted in between.
struct ServerSummary
{
    std::optional<CounterShare> prefixCache; ///< prompt tokens found in the prefix cache, of those looked up
    std::optional<CounterShare> speculation; ///< draft tokens accepted, of those proposed
    std::optional<double> preemptions;
    std::optional<double> maxRunning;
    std::optional<double> maxWaiting;
    std::optional<double> maxKvCacheUsage; ///< 0 to 1
    std::optional<ServerTtft> ttft;

    bool isEmpty() const
    {
        return !prefixCache && !speculation && !preemptions && !maxRunning && !maxWaiting && !maxKvCacheUsage && !ttft;
    }
};

std::optional<EnergySummary> energySummary(const Run &run, int endpoint);
ServerSummary serverSummary(const Run &run, int endpoint);

}
