// SPDX-License-Identifier: Apache-2.0
#include "metrics/interference.h"

#include "metrics/averages.h"
#include "metrics/resampling.h"
#include "runfile/run.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <vector>

namespace streamgauge {

namespace {

using Value = std::optional<double> (*)(const RequestRecord &);
using Level = std::tuple<int, int, double>; ///< test, concurrency, rate

struct Group
{
    std::vector<double> alone;
    std::vector<double> together;
};

using Groups = std::vector<Group>;

std::optional<double> inSeconds(std::optional<nanoseconds> duration)
{
    return duration ? std::optional(toSeconds(*duration)) : std::nullopt;
}

Groups groupsOf(const RunHeader &header, std::span<const RequestRecord *const> records, Value valueOf)
{
    std::map<Level, Group> byLevel;
    for (const RequestRecord *record : records) {
        const auto index = static_cast<std::size_t>(record->stage);
        if (record->phase != Phase::Measured || !record->completed() || index >= header.stages.size())
            continue;
        const Stage &stage = header.stages[index];
        const auto value = valueOf(*record);
        if (stage.warmup || !value || *value <= 0)
            continue;
        Group &group = byLevel[{record->test, stage.concurrency.value_or(0), stage.requestsPerSecond.value_or(0)}];
        (stage.together ? group.together : group.alone).push_back(*value);
    }
    Groups groups;
    for (auto &[level, group] : byLevel)
        if (!group.alone.empty() && !group.together.empty())
            groups.push_back(std::move(group));
    return groups;
}

template<typename Mean>
double ratioOf(const Groups &groups, Mean mean)
{
    double logarithms = 0;
    for (const Group &group : groups)
        logarithms += std::log(mean(group.together)) - std::log(mean(group.alone));
    return std::exp(logarithms / static_cast<double>(groups.size()));
}

std::optional<Loss> lossOf(const Groups &groups, bool isLossWhenSmaller)
{
    if (groups.empty())
        return std::nullopt;
    Resampling draw;
    std::vector<double> ratios(Resampling::resamples);
    for (double &ratio : ratios)
        ratio = ratioOf(groups, [&draw](const std::vector<double> &values) { return draw.meanOf(values); });
    const auto percent = [isLossWhenSmaller](double ratio) {
        return 100 * (isLossWhenSmaller ? 1 - ratio : ratio - 1);
    };
    Loss loss;
    loss.percent = percent(ratioOf(groups, &mean));
    std::tie(loss.ci95Low, loss.ci95High) =
        std::minmax({percent(quantile(ratios, 0.025)), percent(quantile(ratios, 0.975))});
    for (const Group &group : groups) {
        loss.alone += static_cast<int>(group.alone.size());
        loss.together += static_cast<int>(group.together.size());
    }
    return loss;
}

}

std::optional<InterferenceLoss> interferenceLoss(const RunHeader &header, std::span<const RequestRecord *const> records)
{
    if (header.order != Order::Interference)
        return std::nullopt;
    const Value ttft = [](const RequestRecord &record) { return inSeconds(timeToFirstToken(record)); };
    const Value total = [](const RequestRecord &record) { return inSeconds(endToEndLatency(record)); };
    const InterferenceLoss loss {.ttft = lossOf(groupsOf(header, records, ttft), false),
                                 .totalTime = lossOf(groupsOf(header, records, total), false),
                                 .tps = lossOf(groupsOf(header, records, &tokensPerSecond), true)};
    if (!loss.ttft && !loss.totalTime && !loss.tps)
        return std::nullopt;
    return loss;
}

}
