// SPDX-License-Identifier: Apache-2.0
#include "run/liveview.h"

#include "run/liveaggregate.h"

#include <algorithm>

namespace streamgauge {

namespace {

constexpr std::size_t timelineRows = 24;
constexpr std::size_t shownBytes = 4000;

/// The end of a UTF-8 text, beginning at a whole character.
QString tail(const std::string &text)
{
    std::size_t begin = text.size() > shownBytes ? text.size() - shownBytes : 0;
    while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U)
        ++begin;
    return QString::fromUtf8(text.data() + begin, static_cast<qsizetype>(text.size() - begin));
}

LiveTimeline timelineOf(const ActiveRequest &request, TimePoint runStart)
{
    const PlannedRequest &planned = request.planned();
    const StreamProgress &progress = request.progress();
    LiveTimeline row {.endpoint = planned.endpoint,
                      .test = planned.test,
                      .repetition = planned.repetition,
                      .phase = planned.phase,
                      .sent = request.sentAt().value_or(request.startedAt()) - runStart,
                      .end = {},
                      .failed = false,
                      .chunks = {}};
    if (progress.firstToken)
        row.chunks = thinnedChunks(*progress.firstToken - runStart, progress.chunkGaps);
    return row;
}

/// Until its next chunk comes a stream is taken to go on at its last pace, for twice that gap at most.
void extendRate(std::vector<float> &rate, const StreamProgress &progress, RunTime now, TimePoint runStart)
{
    if (progress.chunkGaps.empty())
        return;
    const nanoseconds gap = microseconds(std::max<std::uint32_t>(progress.chunkGaps.last_us(), 1));
    const RunTime last = progress.lastToken - runStart;
    const nanoseconds since = now - last;
    if (since.count() > 0 && since < 2 * gap)
        spreadTokens(rate, last, now, toSeconds(since) / toSeconds(gap));
}

/// Only whole intervals are shown; the pace now is the mean of the last second of them.
void finishRate(LiveEndpoint &endpoint, RunTime now)
{
    constexpr std::size_t perSecond = 4;
    static_assert(LiveSnapshot::rateInterval * perSecond == 1s);
    const auto whole = static_cast<std::size_t>(now / LiveSnapshot::rateInterval);
    endpoint.rate.resize(whole, 0.0F);
    const std::size_t count = std::min(perSecond, whole);
    double sum = 0;
    for (std::size_t i = whole - count; i < whole; ++i)
        sum += static_cast<double>(endpoint.rate[i]);
    endpoint.tps = count > 0 ? sum / static_cast<double>(count) : 0;
}

}

void addRequestsInFlight(LiveSnapshot &snapshot, std::span<const std::unique_ptr<ActiveRequest>> active,
                         TimePoint runStart)
{
    const ActiveRequest *speaking = nullptr;
    for (const auto &request : active) {
        const StreamProgress &progress = request->progress();
        auto &endpoint = snapshot.endpoints[static_cast<std::size_t>(request->planned().endpoint)];
        extendRate(endpoint.rate, progress, snapshot.at, runStart);
        if (progress.chunks > 0)
            speaking = request.get();
    }
    for (LiveEndpoint &endpoint : snapshot.endpoints)
        finishRate(endpoint, snapshot.at);

    const std::size_t shown = std::min(active.size(), timelineRows);
    if (snapshot.timeline.size() + shown > timelineRows)
        snapshot.timeline.erase(snapshot.timeline.begin(),
                                snapshot.timeline.end() - static_cast<std::ptrdiff_t>(timelineRows - shown));
    for (const auto &request : active.last(shown))
        snapshot.timeline.push_back(timelineOf(*request, runStart));

    if (!speaking)
        return;
    const StreamProgress &progress = speaking->progress();
    snapshot.answer = {.endpoint = speaking->planned().endpoint,
                       .test = speaking->planned().test,
                       .repetition = speaking->planned().repetition,
                       .chunks = progress.chunks,
                       .text = tail(progress.answer.empty() ? progress.reasoning : progress.answer),
                       .reasoning = progress.answer.empty()};
}

}
