// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/loadspans.h"
#include "metrics/requestrecord.h"
#include "suite/plan.h"

#include <QString>

#include <optional>
#include <vector>

namespace streamgauge {

/// What one level of a sweep got through.
struct SweepLevel
{
    double requestsPerSecond = 0;                ///< completed
    std::optional<double> outputTokensPerSecond; ///< absent where a completed request has no count
    double medianE2e_s = 0;                      ///< of the completed ones
    std::optional<double> goodput;               ///< requests a second within every SLO; absent without SLOs
};

/// Why @p level is past saturation, in words, judged against the level before it; empty where it is not:
/// throughput grew by less than 5 % while the median E2E latency rose by more than 20 %, or goodput fell by more than 5
/// %. Throughput is that of output tokens, else of requests.
QString pastSaturation(const SweepLevel &before, const SweepLevel &level);

/// Follows the sweeps of a run that are to stop by themselves. Keeps a latency a request, of such sweeps only.
class SaturationWatch
{
public:
    /// @p stages: of the run; must outlive the watch.
    explicit SaturationWatch(const std::vector<Stage> &stages)
        : m_stages(stages)
    {
    }

    void add(const RequestRecord &record, const Slo &slo);

    /// Why stage @p stage is not worth sending; empty where it is, or is no sweep that stops by itself.
    QString reasonToSkip(int stage);

private:
    struct Level
    {
        explicit Level(int stage)
            : firstStage(stage)
        {
        }

        int firstStage;
        LoadSpans spans;
        std::vector<double> e2e_s;
        double tokens = 0;
        bool allCounted = true;
        bool hasSlo = false;
        int good = 0;
    };

    static SweepLevel measured(const Level &level);

    const std::vector<Stage> &m_stages;
    std::vector<Level> m_levels;
};

}
