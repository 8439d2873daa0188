// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/api.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace streamgauge {

/// Token counts a server reported. Absent where it said nothing.
struct Usage
{
    std::optional<int> promptTokens;
    std::optional<int> completionTokens;
    std::optional<int> cachedTokens;
    std::optional<int> reasoningTokens;

    bool operator==(const Usage &) const = default;
};

/// llama.cpp's `timings`, and Ollama's counts.
struct EngineTimings
{
    std::optional<int> promptTokens; ///< prompt_n: prefilled, cached ones not included
    std::optional<int> cachedTokens;
    std::optional<int> predictedTokens;

    bool operator==(const EngineTimings &) const = default;
};

/// One event of a stream, as far as it matters here. Views are valid until the next parse.
struct ChatChunk
{
    std::string_view content;
    std::string_view reasoning;
    bool otherTokens = false; ///< generated tokens that are neither: a tool call, a refusal
    std::string_view finishReason;
    bool isLast = false; ///< by the interface's own word, as [DONE] is for chat completions
    std::optional<Usage> usage;
    std::optional<EngineTimings> timings;
    std::optional<int> tokenIds; ///< how many
    bool severalChoices = false;
    bool isError = false;
    std::string errorMessage;

    bool operator==(const ChatChunk &) const = default;
};

/// Parses the JSON of a stream's events, whichever interface they are of. One per thread; reuses its memory.
class ChatChunkParser
{
public:
    ChatChunkParser();
    ~ChatChunkParser();

    /// At least SseParser::padding bytes after @p json must be readable. False where it is no JSON object.
    bool parse(std::string_view json, ChatChunk &chunk, Api api = Api::Chat);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// The message in an error body of any dialect: {"error": {"message"}}, {"error": "…"}, {"detail": …}, {"message": …},
/// or its first line as it is.
std::string errorMessageFrom(std::string_view body);

}
