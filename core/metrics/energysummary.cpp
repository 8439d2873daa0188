// SPDX-License-Identifier: Apache-2.0
#include "metrics/loadspans.h"
#include "metrics/telemetrysummary.h"
#include "runfile/run.h"

#include <algorithm>

namespace streamgauge {

namespace {

struct PowerPoint
{
    RunTime at {};
    double watts = 0;

    bool operator==(const PowerPoint &) const = default;
};

std::vector<PowerPoint> powerOf(const Run &run, int endpoint)
{
    std::vector<PowerPoint> points;
    for (const Sample &sample : run.samples) {
        if (sample.endpoint != endpoint || sample.source != QLatin1String("gpu"))
            continue;
        if (const auto power = sample.values.find(QStringLiteral("power_w")); power != sample.values.end())
            points.push_back({sample.at, power->second});
    }
    std::ranges::stable_sort(points, {}, &PowerPoint::at);
    return points;
}

/// @p points is not empty.
double powerAt(const std::vector<PowerPoint> &points, RunTime at)
{
    const auto after = std::ranges::lower_bound(points, at, {}, &PowerPoint::at);
    if (after == points.begin())
        return points.front().watts;
    if (after == points.end())
        return points.back().watts;
    const auto before = std::prev(after);
    const double share = toSeconds(at - before->at) / toSeconds(after->at - before->at);
    return before->watts + share * (after->watts - before->watts);
}

double joulesIn(const std::vector<PowerPoint> &points, const LoadSpan &span)
{
    PowerPoint last {span.from, powerAt(points, span.from)};
    double joules = 0;
    const auto step = [&](const PowerPoint &next) {
        joules += toSeconds(next.at - last.at) * (last.watts + next.watts) / 2;
        last = next;
    };
    for (const PowerPoint &point : points)
        if (point.at > span.from && point.at < span.to)
            step(point);
    step({span.to, powerAt(points, span.to)});
    return joules;
}

bool overlaps(const std::map<int, LoadSpan> &a, const std::map<int, LoadSpan> &b)
{
    for (const auto &[stage, span] : a)
        for (const auto &[otherStage, other] : b)
            if (span.from < other.to && other.from < span.to)
                return true;
    return false;
}

/// Whether another endpoint's GPU is the same one (same readings at the same times), and busy at the same time.
bool isShared(const Run &run, int endpoint, const std::vector<PowerPoint> &power)
{
    const auto spans = loadSpans(run, endpoint);
    for (int other = 0; other < static_cast<int>(run.header.endpoints.size()); ++other)
        if (other != endpoint && powerOf(run, other) == power && overlaps(spans, loadSpans(run, other)))
            return true;
    return false;
}

std::optional<double> outputTokensOf(const Run &run, int endpoint)
{
    std::optional<double> tokens;
    for (const RequestRecord &record : run.requests)
        if (record.endpoint == endpoint && isOfLoad(run.header, record) && record.completed() && record.outputTokens)
            tokens = tokens.value_or(0) + *record.outputTokens;
    return tokens;
}

}

std::optional<EnergySummary> energySummary(const Run &run, int endpoint)
{
    const std::vector<PowerPoint> power = powerOf(run, endpoint);
    if (power.size() < 2)
        return std::nullopt; // a single reading is no course
    EnergySummary energy;
    double time_s = 0;
    for (const auto &[stage, span] : loadSpans(run, endpoint)) {
        energy.joules += joulesIn(power, span);
        time_s += toSeconds(span.to - span.from);
    }
    if (time_s <= 0)
        return std::nullopt;
    energy.meanPower_w = energy.joules / time_s;
    energy.samples = power.size();
    energy.shared = isShared(run, endpoint, power);
    const auto tokens = outputTokensOf(run, endpoint);
    if (!energy.shared && tokens && *tokens > 0)
        energy.joulesPerToken = energy.joules / *tokens;
    return energy;
}

}
