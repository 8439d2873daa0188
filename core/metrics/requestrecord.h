// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace streamgauge {

/// What a request is for. Cold: the first of a run to its endpoint, warm-up or not, and those that the suite asks to be
/// cold.
enum class Phase { Warmup, Cold, Measured };

/// By what a token count is known, best first (wire-dialects.md).
enum class TokenEvidence { None, TokenIds, ContinuousUsage, Usage, EngineTimings, Chunks, Characters };

/// What decided when a request was due.
enum class Due {
    WhenFree, ///< a closed loop: as soon as it could be sent
    AtRate,   ///< a load with a rate: `scheduled` is its time in the plan
    HeldBack, ///< the same, but as many as the load's cap allows were under way then
};

/// Why a request failed, in the words of the run file.
struct RequestError
{
    /// "http", "rate-limited", "unavailable", "server-error" (an error inside a 200 stream), "truncated",
    /// "connection-lost", "connect", "stalled", "empty", "malformed", "not-a-stream", "too-large", "aborted",
    /// "cancelled", "cache-reset" (a cold request that was not sent, as the cache could not be reset before it)
    QString kind;
    QString message; ///< a sentence: what happened and, where the server said so, why
    QString body;    ///< first 2 KiB of the server's answer, where there was one
};

/// One request as the client saw it. Plain data: no QObject, no locale, no rounding.
struct RequestRecord
{
    int endpoint = 0;
    int test = 0;
    int repetition = 0;
    int stage = 0; ///< index into the run's stages
    Phase phase = Phase::Measured;

    Due due = Due::WhenFree;
    RunTime scheduled {};                    ///< when the load plan wanted it sent
    std::optional<RunTime> sent;             ///< it goes out on an established connection
    std::optional<nanoseconds> connect;      ///< opening a connection (DNS, TCP, TLS); absent on a reused one
    std::optional<nanoseconds> roundTrip;    ///< there and back at best, by the kernel; absent where it cannot say
    std::optional<RunTime> headers;          ///< response headers complete
    std::optional<RunTime> firstFrame;       ///< any event
    std::optional<RunTime> firstToken;       ///< first generated text, reasoning or answer
    std::optional<RunTime> firstAnswerToken; ///< first text of the answer itself
    std::optional<RunTime> lastToken;
    std::optional<RunTime> end;

    std::optional<int> datasetEntry; ///< which prompt of the test's dataset it was sent, from 1 on
    std::optional<int> maxTokens;    ///< that it was sent, where it is not the test's

    std::optional<int> promptTokens;
    std::optional<int> cachedTokens;
    std::optional<int> outputTokens; ///< reasoning included
    std::optional<int> reasoningTokens;
    TokenEvidence evidence = TokenEvidence::None; ///< of outputTokens
    int firstChunkTokens = 1;                     ///< tokens in the first chunk with text

    std::vector<std::uint32_t> chunkGaps_us; ///< between successive chunks with text, from firstToken on
    int chunks = 0; ///< chunks with text: chunkGaps_us.size() + 1; 0 where there are none, or a file does not tell

    QString finish; ///< finish_reason: "stop", "length", …
    int status = 0; ///< HTTP status; 0 where no answer came
    QString text;   ///< the answer
    QString reasoning;
    std::optional<RequestError> error;

    bool completed() const { return !error && end.has_value(); }
};

// Every metric is empty where the request did not get far enough to define it, or where it failed.

std::optional<nanoseconds> timeToFirstToken(const RequestRecord &record);       ///< TTFT: first_token − sent
std::optional<nanoseconds> timeToFirstAnswerToken(const RequestRecord &record); ///< TTFAT: first_answer_token − sent
std::optional<nanoseconds> endToEndLatency(const RequestRecord &record);        ///< "Total Time": end − sent
std::optional<nanoseconds> decodeTime(const RequestRecord &record);             ///< last_token − first_token
/// TPS: (output tokens − tokens in the first chunk) / decode time; undefined for fewer than two chunks.
std::optional<double> tokensPerSecond(const RequestRecord &record);
std::optional<nanoseconds> timePerOutputToken(const RequestRecord &record); ///< TPOT: 1 / TPS
/// (prompt tokens − cached tokens) / TTFT, tokens a second.
std::optional<double> prefillRate(const RequestRecord &record);
/// TTFT and E2E latency from `scheduled`: what a user waits whose request had to wait for the client (coordinated
/// omission). Only for loads with a rate.
std::optional<nanoseconds> timeToFirstTokenFromSchedule(const RequestRecord &record);
std::optional<nanoseconds> endToEndLatencyFromSchedule(const RequestRecord &record);
std::optional<nanoseconds> queueDelay(const RequestRecord &record); ///< sent − scheduled, failed requests too
/// Output tokens per chunk with text; only where it is 1 is a chunk gap an inter-token latency (ITL).
std::optional<double> tokensPerChunk(const RequestRecord &record);

QString toString(Phase phase);            ///< as in the run file: "warmup", "cold", "measured"
QString toString(TokenEvidence evidence); ///< as in the run file: "token-ids", "continuous-usage", "usage", "timings",
                                          ///< "chunks", "characters"
std::optional<Phase> phaseFromString(QStringView text);
std::optional<TokenEvidence> evidenceFromString(QStringView text);

}
