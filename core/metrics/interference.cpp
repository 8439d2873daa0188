// SPDX-License-Identifier: Apache-2.0
#include "metrics/interference.h"

#include "metrics/meanratio.h"
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

std::optional<Loss> lossOf(const Groups &groups, bool isLossWhenSmaller)
{
    if (groups.empty())
        return std::nullopt;
    std::vector<Observations> observed;
    for (const Group &group : groups)
        for (const std::vector<double> &values : {group.together, group.alone})
            observed.push_back(observationsOf(values));
    std::vector<ObservedPair> pairs;
    for (std::size_t i = 0; i < observed.size(); i += 2)
        pairs.push_back({&observed[i], &observed[i + 1]});
    const MeanRatio estimate = meanRatio(pairs, Pooling::Ratios);
    const auto percent = [isLossWhenSmaller](double ratio) {
        return 100 * (isLossWhenSmaller ? 1 - ratio : ratio - 1);
    };
    Loss loss;
    loss.percent = percent(estimate.ratio);
    loss.ci95Low = loss.ci95High = loss.percent;
    if (estimate.interval)
        std::tie(loss.ci95Low, loss.ci95High) =
            std::minmax({percent(estimate.interval->low), percent(estimate.interval->high)});
    double logAlone = 0;
    for (std::size_t i = 1; i < observed.size(); i += 2)
        logAlone += std::log(observed[i].mean) / static_cast<double>(groups.size());
    loss.valueAlone = std::exp(logAlone);
    loss.valueTogether = loss.valueAlone * estimate.ratio;
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
