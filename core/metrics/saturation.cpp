// SPDX-License-Identifier: Apache-2.0
#include "metrics/saturation.h"

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

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    if (values.size() % 2 == 1)
        return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

QString nameOf(const Stage &stage)
{
    return stage.concurrency ? QStringLiteral("concurrency %1").arg(*stage.concurrency)
                             : QStringLiteral("%1 requests/s").arg(stage.requestsPerSecond.value_or(0));
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
    if (record.sent && record.end) {
        auto &[from, to] = level->spans.try_emplace(record.stage, *record.sent, *record.end).first->second;
        from = std::min(from, *record.sent);
        to = std::max(to, *record.end);
    }
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
    double wall_s = 0;
    for (const auto &[stage, span] : level.spans)
        wall_s += toSeconds(span.second - span.first);
    SweepLevel result {
        .requestsPerSecond = 0, .outputTokensPerSecond = {}, .medianE2e_s = median(level.e2e_s), .goodput = {}};
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
    return QStringLiteral("%1 was past saturation: %2 from %3")
        .arg(nameOf(m_stages[static_cast<std::size_t>(last->firstStage)]), why,
             nameOf(m_stages[static_cast<std::size_t>(before->firstStage)]));
}

}
