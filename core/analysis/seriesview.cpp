// SPDX-License-Identifier: Apache-2.0
#include "analysis/seriesview.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace streamgauge {

namespace {

constexpr double collapseRatio = 1.5; // of the first TTFT to the later ones' median
constexpr double steadyRatio = 1.5;   // of the later ones' slowest to their fastest
constexpr double leastCollapse_s = 0.01;

bool wasSentBefore(const RequestRecord *a, const RequestRecord *b)
{
    return a->sent.value_or(a->scheduled) < b->sent.value_or(b->scheduled);
}

template<typename Predicate>
Records filtered(const Records &records, Predicate holds)
{
    Records result;
    std::ranges::copy_if(records, std::back_inserter(result), holds);
    return result;
}

bool isMeasured(const RequestRecord *record)
{
    return record->phase == Phase::Measured;
}

template<typename Metric>
std::vector<double> collect(const Records &records, Metric metric)
{
    std::vector<double> values;
    values.reserve(records.size());
    for (const RequestRecord *record : records)
        if (const auto value = metric(*record))
            values.push_back(*value);
    return values;
}

}

SeriesView::SeriesView(const Run &ofRun, int index, std::span<const Hardware> known)
    : run(ofRun)
    , endpoint(index)
    , about(ofRun.header.endpoints.at(std::size_t(index)))
    , hardware(known)
{
    Records all;
    const auto tests = static_cast<int>(run.header.suite.tests.size());
    for (const RequestRecord &record : run.requests)
        if (record.endpoint == endpoint && record.test >= 0 && record.test < tests)
            all.push_back(&record);
    std::ranges::stable_sort(all, wasSentBefore);
    const auto firstDone = std::ranges::find_if(all, &RequestRecord::completed);
    first = firstDone == all.end() ? nullptr : *firstDone;
    counted = filtered(all, [](const RequestRecord *record) { return record->phase != Phase::Warmup; });
    completed = filtered(counted, &RequestRecord::completed);
    measured = filtered(completed, isMeasured);
    const std::vector<int> firsts = firstOfLevels(run.header.stages);
    const auto levelOf = [&firsts](int stageIndex) { // interleaved runs have several stages for one level
        const auto at = static_cast<std::size_t>(stageIndex);
        return stageIndex >= 0 && at < firsts.size() ? firsts[at] : stageIndex;
    };
    std::map<std::pair<int, int>, Records> sorted;
    for (const RequestRecord *record : completed) // a cold first warm-up has a stage of its own
        if (const Stage *of = stage(record->stage); !of || !of->warmup)
            sorted[{record->test, levelOf(record->stage)}].push_back(record);
    for (auto &[key, records] : sorted) {
        const Stage *of = stage(key.second);
        const bool isCold = of && of->cold;
        groups.push_back({.test = key.first,
                          .stage = key.second,
                          .completed = records,
                          .measured = isCold ? records : filtered(records, isMeasured),
                          .isCold = isCold});
    }
}

const Stage *SeriesView::stage(int index) const
{
    const auto at = static_cast<std::size_t>(index);
    return index >= 0 && at < run.header.stages.size() ? &run.header.stages[at] : nullptr;
}

QString SeriesView::nameOf(const RequestGroup &group) const
{
    const QString name = QStringLiteral("“%1”").arg(test(group.test).name);
    const bool isAlone =
        std::ranges::count_if(groups, [&](const RequestGroup &other) { return other.test == group.test; }) < 2;
    const Stage *of = stage(group.stage);
    if (isAlone || !of)
        return name;
    const QString level = levelName(of->concurrency, of->requestsPerSecond);
    return level.isEmpty()
        ? name
        : QStringLiteral("%1 at %2%3")
              .arg(name, level, of->together ? QStringLiteral(", all endpoints together") : QString());
}

bool SeriesView::isOneByOne(const RequestGroup &group) const
{
    const Stage *of = stage(group.stage);
    return !of || (of->concurrency.value_or(0) == 1 && !of->together);
}

std::vector<double> valuesOf(const Records &records, std::optional<nanoseconds> (*metric)(const RequestRecord &))
{
    return collect(records, [metric](const RequestRecord &record) {
        const auto value = metric(record);
        return value ? std::optional(toSeconds(*value)) : std::nullopt;
    });
}

std::vector<double> valuesOf(const Records &records, std::optional<double> (*metric)(const RequestRecord &))
{
    return collect(records, metric);
}

double coefficientOfVariation(const std::vector<double> &values)
{
    if (values.size() < 2 || mean(values) <= 0)
        return 0;
    return sampleDeviation(values) / mean(values);
}

std::optional<Collapse> ttftCollapse(const SeriesView &series, const RequestGroup &group)
{
    if (!series.isOneByOne(group) || group.completed.size() < 2 || group.completed.front() == series.first
        || group.completed.front()->repetition != 0)
        return std::nullopt;
    std::vector<double> ttfts = valuesOf(group.completed, timeToFirstToken);
    if (ttfts.size() != group.completed.size())
        return std::nullopt;
    Collapse collapse {.first_s = ttfts.front(), .later_s = {ttfts.begin() + 1, ttfts.end()}};
    const auto [least, most] = std::ranges::minmax(collapse.later_s);
    const double later = median(collapse.later_s);
    const bool collapses = collapse.first_s >= collapseRatio * later && collapse.first_s - later >= leastCollapse_s
        && most <= steadyRatio * least;
    return collapses ? std::optional(collapse) : std::nullopt;
}

QString secondsText(double seconds)
{
    if (seconds >= 10)
        return QStringLiteral("%1 s").arg(seconds, 0, 'f', 1);
    if (seconds >= 0.1)
        return QStringLiteral("%1 s").arg(seconds, 0, 'f', 3);
    const double ms = seconds * 1000;
    return QStringLiteral("%1 ms").arg(ms, 0, 'f', ms >= 10 ? 1 : 2);
}

QString percentText(double share)
{
    const double percent = share * 100;
    return QStringLiteral("%1 %").arg(percent, 0, 'f', percent > 0 && percent < 1 ? 1 : 0);
}

QString numberText(double value)
{
    const double size = std::abs(value);
    return QString::number(value, 'f', size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

QString timesText(double ratio)
{
    return QStringLiteral("%1 times").arg(ratio, 0, 'f', ratio < 9.95 ? 1 : 0);
}

QString countText(std::size_t n, const QString &one, const QString &several)
{
    return QStringLiteral("%1 %2").arg(n).arg(n == 1 ? one : several);
}

QString listText(const QStringList &parts)
{
    if (parts.size() < 2)
        return parts.join(QString());
    return QStringLiteral("%1 and %2").arg(parts.mid(0, parts.size() - 1).join(QStringLiteral(", ")), parts.last());
}

}
