// SPDX-License-Identifier: Apache-2.0
#include "compare/sweep.h"

#include "metrics/saturation.h"

#include <algorithm>

namespace streamgauge {

namespace {

std::optional<Statistics> find(const MetricTable &table, Metric metric)
{
    const auto found = table.find(metric);
    return found == table.end() ? std::nullopt : std::optional(found->second);
}

SweepLevel levelOf(const StageSummary &stage)
{
    const auto e2e = find(stage.warm, Metric::TotalTime);
    return {.requestsPerSecond = stage.load.requestsPerSecond.value_or(0),
            .outputTokensPerSecond = stage.load.outputTokensPerSecond,
            .medianE2e_s = e2e ? e2e->median : 0,
            .goodput = stage.load.goodput};
}

double numberOf(const StageSummary &stage)
{
    return stage.concurrency ? *stage.concurrency : stage.requestsPerSecond.value_or(0);
}

Sweep sweepOf(std::size_t series, const QString &test, std::vector<const StageSummary *> stages)
{
    std::ranges::stable_sort(stages, {}, [](const StageSummary *stage) { return numberOf(*stage); });
    Sweep sweep {.series = series,
                 .test = test,
                 .isRate = !stages.front()->concurrency,
                 .together = stages.front()->together,
                 .steps = {}};
    const StageSummary *before = nullptr;
    for (const StageSummary *stage : stages) {
        sweep.steps.push_back({.level = numberOf(*stage),
                               .outputTokensPerSecond = stage->load.outputTokensPerSecond,
                               .goodput = stage->load.goodput,
                               .ttft_s = find(stage->warm, Metric::Ttft),
                               .tps = find(stage->warm, Metric::Tps),
                               .saturated = before ? pastSaturation(levelOf(*before), levelOf(*stage)) : QString()});
        before = stage;
    }
    return sweep;
}

}

std::optional<std::size_t> Sweep::saturation() const
{
    const auto past = std::ranges::find_if(steps, [](const SweepStep &step) { return !step.saturated.isEmpty(); });
    if (past == steps.end())
        return std::nullopt;
    return static_cast<std::size_t>(past - steps.begin()) - 1; // the first step is never past it
}

std::vector<Sweep> sweepsOf(const Comparison &comparison)
{
    std::vector<Sweep> sweeps;
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        const SeriesSummary &series = comparison.series[i];
        for (int test = 0; test < static_cast<int>(series.tests.size()); ++test) {
            for (const bool together : {false, true}) {
                std::vector<const StageSummary *> stages;
                for (const StageSummary &stage : series.stages)
                    if (stage.test == test && stage.together == together && stage.completed > 0)
                        stages.push_back(&stage);
                if (stages.size() > 1)
                    sweeps.push_back(sweepOf(i, series.tests[std::size_t(test)].name, std::move(stages)));
            }
        }
    }
    return sweeps;
}

std::vector<QString> sweptTests(const std::vector<Sweep> &sweeps)
{
    std::vector<QString> tests;
    for (const Sweep &sweep : sweeps)
        if (std::ranges::find(tests, sweep.test) == tests.end())
            tests.push_back(sweep.test);
    return tests;
}

}
