// SPDX-License-Identifier: Apache-2.0
// over-limit, roofline: what the memory allows. Each step of decoding reads the active weights once.
#include "analysis/roofline.h"
#include "analysis/rules.h"

#include <algorithm>
#include <limits>

namespace streamgauge {

namespace {

constexpr double tolerance = 1.05;   // of data sheets and of file sizes
constexpr double mostSpeculated = 8; // tokens a step; drafts that long are hardly ever accepted

struct Limit
{
    double tokensPerSecond = 0; ///< of one stream
    double gbPerToken = 0;
    FoundHardware hardware;
    double speed = 1; ///< of a simulated device's time
};

std::optional<Limit> limitOf(const SeriesView &series)
{
    const Deployment &deployment = series.about.deployment;
    const auto found = findHardware(series.about.hardware, series.hardware);
    const auto read = tokenRead(deployment, 0); // the first token of an answer has hardly any context to read
    if (!found || !read)
        return std::nullopt;
    const double gbPerToken = read->weightsGb;
    const double speed = series.about.simulation ? series.about.simulation->speed : 1;
    return Limit {.tokensPerSecond = speed * found->bandwidthGbPerS() / gbPerToken,
                  .gbPerToken = gbPerToken,
                  .hardware = *found,
                  .speed = speed};
}

QString limitText(const Limit &limit)
{
    const QString count = limit.hardware.count > 1 ? QStringLiteral("%1 × ").arg(limit.hardware.count) : QString();
    const QString speed =
        limit.speed != 1 ? QStringLiteral(", simulated time %1 times as fast").arg(numberText(limit.speed)) : QString();
    return QStringLiteral("%1 tokens/s (%2%3 reads %4 GB/s, a token reads %5 GB of weights%6)")
        .arg(numberText(limit.tokensPerSecond), count, limit.hardware.hardware.name,
             numberText(limit.hardware.bandwidthGbPerS()), numberText(limit.gbPerToken), speed);
}

/// How many times the limit several tokens a step may explain: the most tokens a chunk holds, where that looks like
/// speculation and not like a proxy that collects; anything where the server counts accepted drafts.
double speculativeGain(const SeriesView &series)
{
    const bool hasAccepted = std::ranges::any_of(series.run.samples, [&](const Sample &sample) {
        const auto accepted = sample.values.find(QStringLiteral("accepted_tokens"));
        return sample.endpoint == series.endpoint && accepted != sample.values.end() && accepted->second > 0;
    });
    if (hasAccepted)
        return std::numeric_limits<double>::infinity();
    Records counted;
    std::ranges::copy_if(series.measured, std::back_inserter(counted), [](const RequestRecord *record) {
        return record->evidence != TokenEvidence::Chunks && record->evidence != TokenEvidence::Characters;
    });
    const auto perChunk = valuesOf(counted, tokensPerChunk);
    const double tokens = perChunk.empty() ? 1 : median(perChunk);
    return tokens <= mostSpeculated ? tokens : 1;
}

struct Fastest
{
    double rate = 0;
    const RequestGroup *group = nullptr;
};

Fastest fastestGroup(const SeriesView &series)
{
    Fastest fastest;
    for (const RequestGroup &group : series.groups)
        if (const auto rates = valuesOf(group.measured, tokensPerSecond);
            !rates.empty() && median(rates) > fastest.rate)
            fastest = {median(rates), &group};
    return fastest;
}

/// Of what ran without other endpoints beside it, where anything did.
std::vector<double> ratesAlone(const SeriesView &series)
{
    std::vector<double> rates;
    for (const RequestGroup &group : series.groups)
        if (const Stage *stage = series.stage(group.stage); !stage || !stage->together)
            std::ranges::copy(valuesOf(group.measured, tokensPerSecond), std::back_inserter(rates));
    return rates.empty() ? valuesOf(series.measured, tokensPerSecond) : rates;
}

}

std::optional<Check> overLimitRule(const SeriesView &series)
{
    const auto limit = limitOf(series);
    const Fastest fastest = fastestGroup(series);
    if (!limit || fastest.rate <= tolerance * limit->tokensPerSecond)
        return std::nullopt;
    const bool isExplained = fastest.rate <= tolerance * speculativeGain(series) * limit->tokensPerSecond;
    return Check {
        .id = QStringLiteral("over-limit"),
        .level = isExplained ? CheckLevel::Info : CheckLevel::Error,
        .message =
            QStringLiteral("%1: %2 tokens/s is faster than the memory allows one stream without "
                           "speculation, %3.%4")
                .arg(series.nameOf(*fastest.group), numberText(fastest.rate), limitText(*limit),
                     isExplained ? QStringLiteral(" Several tokens a step, as speculative decoding gives, explain it.")
                                 : QString()),
        .advice = isExplained
            ? QStringLiteral("Say that speculative decoding was on.")
            : QStringLiteral("Look for a counting error, an answer from a cache, or wrong facts about the "
                             "endpoint (hardware, weights_gb, active_parameters_b).")};
}

std::optional<Check> rooflineRule(const SeriesView &series)
{
    const auto limit = limitOf(series);
    const auto rates = ratesAlone(series);
    if (!limit || rates.empty() || mean(rates) > tolerance * limit->tokensPerSecond)
        return std::nullopt;
    return Check {.id = QStringLiteral("roofline"),
                  .level = CheckLevel::Info,
                  .message = QStringLiteral("%1 tokens/s is %2 of what the memory allows one stream: %3.")
                                 .arg(numberText(mean(rates)), percentText(mean(rates) / limit->tokensPerSecond),
                                      limitText(*limit)),
                  .advice = QStringLiteral("Before other hardware is asked for, see what takes the rest: kernels, "
                                           "batching, other models on the machine.")};
}

}
