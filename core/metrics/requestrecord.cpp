// SPDX-License-Identifier: Apache-2.0
#include "metrics/requestrecord.h"

#include <array>

namespace streamgauge {

namespace {

std::optional<nanoseconds> between(const RequestRecord &record, std::optional<RunTime> from, std::optional<RunTime> to)
{
    if (!record.completed() || !from || !to)
        return std::nullopt;
    return *to - *from;
}

struct PhaseName
{
    Phase phase;
    QLatin1String name;
};
constexpr std::array phaseNames {
    PhaseName {Phase::Warmup, QLatin1String("warmup")},
    PhaseName {Phase::Cold, QLatin1String("cold")},
    PhaseName {Phase::Measured, QLatin1String("measured")},
};

struct EvidenceName
{
    TokenEvidence evidence;
    QLatin1String name;
};
constexpr std::array evidenceNames {
    EvidenceName {TokenEvidence::None, QLatin1String("none")},
    EvidenceName {TokenEvidence::TokenIds, QLatin1String("token-ids")},
    EvidenceName {TokenEvidence::ContinuousUsage, QLatin1String("continuous-usage")},
    EvidenceName {TokenEvidence::Usage, QLatin1String("usage")},
    EvidenceName {TokenEvidence::EngineTimings, QLatin1String("timings")},
    EvidenceName {TokenEvidence::Chunks, QLatin1String("chunks")},
    EvidenceName {TokenEvidence::Characters, QLatin1String("characters")},
};

}

std::optional<nanoseconds> timeToFirstToken(const RequestRecord &record)
{
    return between(record, record.sent, record.firstToken);
}

std::optional<nanoseconds> timeToFirstAnswerToken(const RequestRecord &record)
{
    return between(record, record.sent, record.firstAnswerToken);
}

std::optional<nanoseconds> endToEndLatency(const RequestRecord &record)
{
    return between(record, record.sent, record.end);
}

std::optional<nanoseconds> decodeTime(const RequestRecord &record)
{
    return between(record, record.firstToken, record.lastToken);
}

std::optional<double> tokensPerSecond(const RequestRecord &record)
{
    const auto decode = decodeTime(record);
    if (!decode || decode->count() <= 0 || record.chunks == 1 || !record.outputTokens)
        return std::nullopt;
    const int decoded = *record.outputTokens - record.firstChunkTokens;
    if (decoded <= 0)
        return std::nullopt;
    return decoded / toSeconds(*decode);
}

std::optional<nanoseconds> timePerOutputToken(const RequestRecord &record)
{
    const auto tps = tokensPerSecond(record);
    if (!tps)
        return std::nullopt;
    return duration_cast<nanoseconds>(Seconds(1 / *tps));
}

std::optional<double> prefillRate(const RequestRecord &record)
{
    const auto ttft = timeToFirstToken(record);
    if (!ttft || ttft->count() <= 0 || !record.promptTokens)
        return std::nullopt;
    return (*record.promptTokens - record.cachedTokens.value_or(0)) / toSeconds(*ttft);
}

std::optional<nanoseconds> timeToFirstTokenFromSchedule(const RequestRecord &record)
{
    return record.due == Due::WhenFree ? std::nullopt : between(record, record.scheduled, record.firstToken);
}

std::optional<nanoseconds> endToEndLatencyFromSchedule(const RequestRecord &record)
{
    return record.due == Due::WhenFree ? std::nullopt : between(record, record.scheduled, record.end);
}

std::optional<nanoseconds> queueDelay(const RequestRecord &record)
{
    if (!record.sent)
        return std::nullopt;
    return *record.sent - record.scheduled;
}

std::optional<double> tokensPerChunk(const RequestRecord &record)
{
    if (!record.completed() || record.chunks == 0 || !record.outputTokens)
        return std::nullopt;
    return static_cast<double>(*record.outputTokens) / record.chunks;
}

QString toString(Phase phase)
{
    for (const auto &entry : phaseNames)
        if (entry.phase == phase)
            return entry.name;
    Q_UNREACHABLE();
}

QString toString(TokenEvidence evidence)
{
    for (const auto &entry : evidenceNames)
        if (entry.evidence == evidence)
            return entry.name;
    Q_UNREACHABLE();
}

std::optional<Phase> phaseFromString(QStringView text)
{
    for (const auto &entry : phaseNames)
        if (entry.name == text)
            return entry.phase;
    return std::nullopt;
}

std::optional<TokenEvidence> evidenceFromString(QStringView text)
{
    for (const auto &entry : evidenceNames)
        if (entry.name == text)
            return entry.evidence;
    return std::nullopt;
}

}
