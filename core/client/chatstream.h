// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "client/chatchunk.h"
#include "client/chunktemplate.h"
#include "client/gaplist.h"
#include "client/lineparser.h"
#include "client/thinktags.h"
#include "metrics/requestrecord.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace streamgauge {

/// Whether an answer of this Content-Type is a stream of the interface; parameters after the type are allowed.
bool isStreamType(const QString &contentType, Api api);

/// What one streamed answer has brought so far.
struct StreamProgress
{
    std::optional<TimePoint> firstFrame;
    std::optional<TimePoint> firstToken;
    std::optional<TimePoint> firstAnswerToken;
    TimePoint lastToken;
    int chunks = 0; ///< with text
    GapList chunkGaps;

    Usage usage;
    int continuousUsage = 0;  ///< chunks that carried a count while text was still coming
    int firstChunkTokens = 0; ///< by such a count or by token ids; 0: not known
    int tokenIds = 0;
    int chunksWithTokenIds = 0; ///< of those with text
    std::optional<EngineTimings> timings;

    std::string answer;    ///< UTF-8
    std::string reasoning; ///< UTF-8
    std::string finish;
    bool done = false; ///< [DONE] came
    std::optional<RequestError> error;
};

/// The body of a streamed answer → times, text, tokens, errors, whichever interface it is of: server-sent events, or
/// lines of JSON for Ollama's. Pure: fed with bytes and their arrival time.
class ChatStream
{
public:
    /// @p parser is used only inside feed(); one per thread serves all streams.
    explicit ChatStream(ChatChunkParser &parser, Api api = Api::Chat,
                        std::size_t maxEventBytes = SseParser::defaultLimit);

    /// Bytes that arrived together at @p at. False once the stream has failed: nothing more is read.
    bool feed(std::string_view bytes, TimePoint at);

    /// The body has ended cleanly: decides between complete, truncated and empty.
    void finish();

    const StreamProgress &progress() const { return m_progress; }
    StreamProgress &progress() { return m_progress; }

private:
    bool handleEvent(const SseEvent &event, TimePoint at);
    void handleText(TimePoint at);
    void handleUsage(bool hasText);
    int countSoFar() const;
    bool fail(const char *kind, std::string_view message, std::string_view body = {});

    ChatChunkParser &m_parser;
    const Api m_api;
    std::variant<SseParser, LineParser> m_framing;
    TimePoint m_lastRead; ///< a last line may end with the stream
    ChunkTemplate m_template;
    ThinkTags m_think;
    ChatChunk m_chunk;
    StreamProgress m_progress;
    std::int64_t m_lastOffset_us = 0;         ///< of the last chunk since the first
    std::optional<TimePoint> m_heldBackSince; ///< text that may turn out to be a tag or the answer's beginning
};

/// Moves times (relative to @p runStart), tokens with their evidence, text and failure into @p record.
void transferTo(RequestRecord &record, StreamProgress &&progress, TimePoint runStart);

}
