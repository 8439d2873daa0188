// SPDX-License-Identifier: Apache-2.0
#include "metrics/saturation.h"

#include "metrics/averages.h"
#include "metrics/loadsummary.h"

#include <algorithm>

namespace streamgauge {

namespace {

constexpr double leastGain = 1.05;
constexpr double tolerableRise = 1.20;
constexpr double tolerableLoss = 0.95;

QString percent(double ratio)
{
    return QStringLiteral("%1 %").arg(qRound((ratio - 1) * 100));
}

}

QString pastSaturation(const SweepLevel &before, const SweepLevel &level)
{
    if (before.goodput && level.goodput && *before.goodput > 0 && *level.goodput < tolerableLoss * *before.goodput)
        return QStringLiteral("goodput fell by %1").arg(percent(2 - *level.goodput / *before.goodput));
    const bool byTokens = before.outputTokensPerSecond && level.outputTokensPerSecond;
    const double was = byTokens ? *before.outputTokensPerSecond : before.requestsPerSecond;
    const double is = byTokens ? *level.outputTokensPerSecond : level.requestsPerSecond;
    if (was <= 0 || before.medianE2e_s <= 0)
        return {};
    const double rise = level.medianE2e_s / before.medianE2e_s;
    if (is >= leastGain * was || rise <= tolerableRise)
        return {};
    return QStringLiteral("throughput changed by %1 while the median E2E latency rose by %2")
        .arg(percent(is / was), percent(rise));
}

void SaturationWatch::add(const RequestRecord &record, const Slo &slo)
{
    const Stage &stage = m_stages.at(static_cast<std::size_t>(record.stage));
    if (!stage.stopAtSaturation)
        return;
    auto level = std::ranges::find_if(m_levels, [&](const Level &known) {
        return isSameLevel(m_stages[static_cast<std::size_t>(known.firstStage)], stage);
    });
    if (level == m_levels.end())
        level = m_levels.insert(level, Level(record.stage));
    level->spans.add(record);
    const auto e2e = endToEndLatency(record);
    if (!record.completed() || !e2e)
        return;
    level->e2e_s.push_back(toSeconds(*e2e));
    level->tokens += record.outputTokens.value_or(0);
    level->allCounted = level->allCounted && record.outputTokens;
    level->hasSlo = slo.ttft || slo.tpot || slo.e2e;
    level->good += meets(record, slo) ? 1 : 0;
}

SweepLevel SaturationWatch::measured(const Level &level)
{
    const double wall_s = level.spans.totalSeconds();
    SweepLevel result {.requestsPerSecond = 0,
                       .outputTokensPerSecond = {},
                       .medianE2e_s = level.e2e_s.empty() ? 0 : median(level.e2e_s),
                       .goodput = {}};
    if (wall_s <= 0)
        return result;
    result.requestsPerSecond = static_cast<double>(level.e2e_s.size()) / wall_s;
    if (level.allCounted && !level.e2e_s.empty())
        result.outputTokensPerSecond = level.tokens / wall_s;
    if (level.hasSlo)
        result.goodput = level.good / wall_s;
    return result;
}

QString SaturationWatch::reasonToSkip(int index)
{
    const Stage &stage = m_stages.at(static_cast<std::size_t>(index));
    if (!stage.stopAtSaturation)
        return {};
    const Level *before = nullptr;
    const Level *last = nullptr;
    for (const Level &level : m_levels) {
        const Stage &known = m_stages[static_cast<std::size_t>(level.firstStage)];
        if (!isSameSweep(known, stage) || isSameLevel(known, stage))
            continue;
        before = std::exchange(last, &level);
    }
    if (!before)
        return {};
    const QString why = pastSaturation(measured(*before), measured(*last));
    if (why.isEmpty())
        return {};
    const auto nameOf = [this](const Level &level) {
        const Stage &first = m_stages[static_cast<std::size_t>(level.firstStage)];
        return levelName(first.concurrency, first.requestsPerSecond);
    };
    return QStringLiteral("%1 was past saturation: %2 from %3").arg(nameOf(*last), why, nameOf(*before));
}

}
