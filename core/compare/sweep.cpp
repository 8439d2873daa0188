// SPDX-License-Identifier: Apache-2.0
#include "compare/sweep.h"

#include "metrics/loadsummary.h"
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

Sweep sweepOf(std::size_t series, const TestSummary &test, std::vector<const StageSummary *> stages)
{
    std::ranges::stable_sort(stages, {}, [](const StageSummary *stage) { return numberOf(*stage); });
    Sweep sweep {.series = series,
                 .test = test.name,
                 .isRate = !stages.front()->concurrency,
                 .together = stages.front()->together,
                 .steps = {},
                 .slo = test.slo};
    const StageSummary *before = nullptr;
    for (const StageSummary *stage : stages) {
        sweep.steps.push_back({.level = numberOf(*stage),
                               .outputTokensPerSecond = stage->load.outputTokensPerSecond,
                               .requestsPerSecond = stage->load.requestsPerSecond,
                               .goodput = stage->load.goodput,
                               .goodShare = stage->load.goodShare,
                               .ttft_s = find(stage->warm, Metric::Ttft),
                               .tpot_s = stage->tpot_s,
                               .totalTime_s = find(stage->warm, Metric::TotalTime),
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

std::optional<std::size_t> Sweep::lastWithin(double share) const
{
    const auto failing = std::ranges::find_if(
        steps, [share](const SweepStep &step) { return !step.goodShare || *step.goodShare < share; });
    if (failing == steps.begin())
        return std::nullopt;
    return static_cast<std::size_t>(failing - steps.begin()) - 1;
}

QString durationInWords(nanoseconds duration)
{
    const double seconds = toSeconds(duration);
    return seconds < 1 ? QStringLiteral("%1 ms").arg(QString::number(seconds * 1000, 'g', 4))
                       : QStringLiteral("%1 s").arg(QString::number(seconds, 'g', 4));
}

QString inWords(const Slo &slo)
{
    QStringList parts;
    if (slo.ttft)
        parts.append(QStringLiteral("TTFT %1").arg(durationInWords(*slo.ttft)));
    if (slo.tpot)
        parts.append(QStringLiteral("TPOT %1").arg(durationInWords(*slo.tpot)));
    if (slo.e2e)
        parts.append(QStringLiteral("Total Time %1").arg(durationInWords(*slo.e2e)));
    return parts.join(QStringLiteral(", "));
}

QString sloFinding(const Comparison &comparison, const QString &test)
{
    std::vector<Sweep> sweeps = sweepsOf(comparison);
    const QString wanted = test.isEmpty() && !sweeps.empty() ? sweeps.front().test : test;
    std::erase_if(
        sweeps, [&](const Sweep &sweep) { return sweep.together || !hasObjective(sweep.slo) || sweep.test != wanted; });
    if (sweeps.empty())
        return {};
    const Sweep first = sweeps.front();
    std::erase_if(sweeps, [&](const Sweep &sweep) { return sweep.isRate != first.isRate; });
    const auto reached = [](const Sweep &sweep) {
        const auto last = sweep.lastWithin(shareWithinSlo);
        return last ? sweep.steps[*last].level : 0;
    };
    std::ranges::stable_sort(sweeps, std::ranges::greater(), reached);
    constexpr std::size_t mostNamed = 3;
    if (sweeps.size() > mostNamed)
        sweeps = {sweeps.front(), sweeps.back()};
    QStringList parts;
    for (const Sweep &sweep : sweeps) {
        const QString unit = sweep.isRate ? QStringLiteral("requests/s") : QStringLiteral("at once");
        const QString &label = comparison.series[sweep.series].label;
        parts.append(reached(sweep) > 0
                         ? QStringLiteral("%1 up to %2 %3").arg(label, QString::number(reached(sweep)), unit)
                         : QStringLiteral("%1 at no level").arg(label));
    }
    const bool isSame =
        std::ranges::all_of(sweeps, [&](const Sweep &s) { return inWords(s.slo) == inWords(first.slo); });
    return QStringLiteral("95 % of requests within %1: %2")
        .arg(isSame ? inWords(first.slo) : QStringLiteral("their SLOs"), parts.join(QStringLiteral(", ")));
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
                    sweeps.push_back(sweepOf(i, series.tests[std::size_t(test)], std::move(stages)));
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
