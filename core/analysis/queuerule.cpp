// SPDX-License-Identifier: Apache-2.0
// queueing: waiting that is no work of the model.
#include "analysis/rules.h"

#include <algorithm>

namespace streamgauge {

namespace {

constexpr double mostDelay = 0.05; // of TTFT, between the time a request was due and when it was sent
constexpr double leastDelay_s = 0.005;
constexpr double mostWaitingSamples = 0.05;
constexpr double severalTimes = 3; // of a late slot's TTFT to a free one's
constexpr double ofADecode = 0.5;  // a slot comes free when another request's decoding ends

/// With a rate, and all connections in use, requests wait in the client.
QString clientQueue(const SeriesView &series)
{
    for (const RequestGroup &group : series.groups) {
        const Stage *stage = series.stage(group.stage);
        const auto delays = valuesOf(group.measured, queueDelay);
        const auto ttfts = valuesOf(group.measured, timeToFirstToken);
        if (!stage || !stage->requestsPerSecond || delays.empty() || ttfts.empty())
            continue;
        const double late = quantile(delays, 0.95);
        if (late >= leastDelay_s && late >= mostDelay * median(ttfts))
            return QStringLiteral(
                       "%1: requests were sent up to %2 (p95) after they were due; they waited in the client.")
                .arg(series.nameOf(group), secondsText(late));
    }
    return {};
}

/// What the server says of itself while this endpoint was measured.
QString serverQueue(const SeriesView &series)
{
    if (series.measured.empty())
        return {};
    const RunTime from = series.measured.front()->sent.value_or(series.measured.front()->scheduled);
    RunTime to = from;
    for (const RequestRecord *record : series.measured)
        to = std::max(to, *record->end);
    std::size_t all = 0;
    std::size_t waiting = 0;
    double most = 0;
    for (const Sample &sample : series.run.samples) {
        const auto value = sample.values.find(QStringLiteral("waiting"));
        if (sample.endpoint != series.endpoint || sample.source != QLatin1String("metrics")
            || value == sample.values.end() || sample.at < from || sample.at > to)
            continue;
        ++all;
        waiting += value->second > 0 ? 1 : 0;
        most = std::max(most, value->second);
    }
    if (waiting == 0 || double(waiting) <= mostWaitingSamples * double(all))
        return {};
    return QStringLiteral("The server had requests waiting in %1 of %2 samples, up to %3 at once.")
        .arg(waiting)
        .arg(all)
        .arg(numberText(most));
}

struct Slots
{
    double late_s = 0;
    double free_s = 0;
    double ratio() const { return late_s / free_s; }
};

/// TTFT of the late against that of a free slot: the stage's best, or the test's median at its lowest concurrency.
std::optional<Slots> slotsOf(const SeriesView &series, const RequestGroup &group)
{
    const auto ttfts = valuesOf(group.measured, timeToFirstToken);
    const auto decodes = valuesOf(group.measured, decodeTime);
    if (series.isOneByOne(group) || ttfts.size() < 2 || decodes.empty())
        return std::nullopt;
    double free_s = std::ranges::min(ttfts);
    for (const RequestGroup &other : series.groups)
        if (other.test == group.test && series.isOneByOne(other))
            if (const auto alone = valuesOf(other.measured, timeToFirstToken); !alone.empty())
                free_s = std::min(free_s, median(alone));
    const Slots found {.late_s = quantile(ttfts, 0.9), .free_s = free_s};
    const bool hasWaited =
        free_s > 0 && found.ratio() >= severalTimes && found.late_s - free_s >= ofADecode * median(decodes);
    return hasWaited ? std::optional(found) : std::nullopt;
}

QString slotQueue(const SeriesView &series)
{
    std::optional<Slots> worst;
    const RequestGroup *where = nullptr;
    for (const RequestGroup &group : series.groups)
        if (const auto found = slotsOf(series, group); found && (!worst || found->ratio() > worst->ratio())) {
            worst = found;
            where = &group;
        }
    if (!worst)
        return {};
    QString text = QStringLiteral("%1: TTFT is %2 at p90, %3 the %4 of a free slot; most of it is waiting for other "
                                  "answers to end.")
                       .arg(series.nameOf(*where), secondsText(worst->late_s), timesText(worst->ratio()),
                            secondsText(worst->free_s));
    const auto most = series.about.deployment.maxNumSeqs;
    const Stage *stage = series.stage(where->stage);
    if (most && stage && stage->concurrency && *stage->concurrency > *most)
        text += QStringLiteral(" The server takes %1 at once (max_num_seqs), the load has %2.")
                    .arg(*most)
                    .arg(*stage->concurrency);
    return text;
}

}

std::optional<Check> queueingRule(const SeriesView &series)
{
    QStringList texts {slotQueue(series), serverQueue(series), clientQueue(series)};
    texts.removeAll(QString());
    if (texts.isEmpty())
        return std::nullopt;
    return Check {.id = QStringLiteral("queueing"),
                  .level = CheckLevel::Warning,
                  .message = texts.join(QLatin1Char(' ')),
                  .advice =
                      QStringLiteral("This TTFT says how long the queue was, not how fast the model is. Take TTFT "
                                     "from a load the server has slots for, and read throughput here.")};
}

}
