// SPDX-License-Identifier: Apache-2.0
#include "client/chatchunk.h"

#include "client/sseparser.h"

#include <simdjson.h>

#include <algorithm>
#include <limits>

namespace streamgauge {

static_assert(SseParser::padding >= simdjson::SIMDJSON_PADDING);

namespace {

using simdjson::ondemand::json_type;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

// simdjson reports by exception here; ChatChunkParser::parse() and errorMessageFrom() are the only places that catch.

bool isNull(value &node)
{
    return node.type() == json_type::null;
}

int countElements(value &node)
{
    simdjson::ondemand::array array = node.get_array();
    return static_cast<int>(std::size_t(array.count_elements()));
}

/// A count is believed only where it is a whole number that fits; anything else is as if it were not there.
std::optional<int> readCount(value &node)
{
    std::int64_t number = 0;
    if (node.type() != json_type::number || node.get_int64().get(number) != simdjson::SUCCESS)
        return std::nullopt;
    if (number < 0 || number > std::numeric_limits<int>::max())
        return std::nullopt;
    return static_cast<int>(number);
}

/// A string, or the `text` of a list of parts.
std::string_view readText(value &node, std::string &joined)
{
    switch (node.type()) {
    case json_type::string:
        return node.get_string();
    case json_type::array:
        joined.clear();
        for (value part : node.get_array()) {
            if (part.type() != json_type::object)
                continue;
            for (auto field : part.get_object()) {
                const std::string_view key = field.unescaped_key();
                value text = field.value();
                if ((key == "text" || key == "thinking") && text.type() == json_type::string)
                    joined += std::string_view(text.get_string());
            }
        }
        return joined;
    default:
        return {};
    }
}

std::optional<int> readDetail(value &node, std::string_view wanted)
{
    std::optional<int> count;
    if (node.type() != json_type::object)
        return count;
    for (auto field : node.get_object()) {
        const std::string_view key = field.unescaped_key();
        value detail = field.value();
        if (key == wanted)
            count = readCount(detail);
    }
    return count;
}

void readUsage(value &node, std::optional<Usage> &result)
{
    if (node.type() != json_type::object)
        return;
    Usage usage;
    for (auto field : node.get_object()) {
        const std::string_view key = field.unescaped_key();
        value entry = field.value();
        if (key == "prompt_tokens")
            usage.promptTokens = readCount(entry);
        else if (key == "completion_tokens")
            usage.completionTokens = readCount(entry);
        else if (key == "prompt_tokens_details")
            usage.cachedTokens = readDetail(entry, "cached_tokens");
        else if (key == "completion_tokens_details")
            usage.reasoningTokens = readDetail(entry, "reasoning_tokens");
        else if (key == "reasoning_tokens" && !usage.reasoningTokens)
            usage.reasoningTokens = readCount(entry); // SGLang
    }
    result = usage;
}

void readTimings(value &node, std::optional<EngineTimings> &result)
{
    if (node.type() != json_type::object)
        return;
    EngineTimings timings;
    for (auto field : node.get_object()) {
        const std::string_view key = field.unescaped_key();
        value entry = field.value();
        if (key == "prompt_n")
            timings.promptTokens = readCount(entry);
        else if (key == "cache_n")
            timings.cachedTokens = readCount(entry);
        else if (key == "predicted_n")
            timings.predictedTokens = readCount(entry);
    }
    result = timings;
}

std::string readError(value &node)
{
    if (node.type() == json_type::string)
        return std::string(std::string_view(node.get_string()));
    if (node.type() != json_type::object)
        return std::string(std::string_view(node.raw_json_token()));
    std::string message;
    for (auto field : node.get_object()) {
        const std::string_view key = field.unescaped_key();
        value entry = field.value();
        if ((key == "message" || (key == "type" && message.empty())) && entry.type() == json_type::string)
            message = std::string_view(entry.get_string());
    }
    return message;
}

}

struct ChatChunkParser::Private
{
    simdjson::ondemand::parser parser;
    std::string contentParts;
    std::string reasoningParts;

    void readDelta(value &node, ChatChunk &chunk);
    void readChoice(value &node, ChatChunk &chunk);
    void readField(std::string_view key, value &node, ChatChunk &chunk);
};

void ChatChunkParser::Private::readDelta(value &node, ChatChunk &chunk)
{
    if (node.type() != json_type::object)
        return;
    for (auto field : node.get_object()) {
        const std::string_view key = field.unescaped_key();
        value entry = field.value();
        if (key == "content") {
            chunk.content = readText(entry, contentParts);
        } else if (key == "reasoning_content" || key == "reasoning") {
            // A server that sends both spellings sends the same text in both.
            if (const std::string_view text = readText(entry, reasoningParts); !text.empty())
                chunk.reasoning = text;
        } else if (key == "tool_calls") {
            if (entry.type() == json_type::array)
                chunk.otherTokens |= countElements(entry) > 0;
        } else if (key == "refusal") {
            if (entry.type() == json_type::string)
                chunk.otherTokens |= !std::string_view(entry.get_string()).empty();
        } else if (key == "function_call") {
            chunk.otherTokens |= entry.type() == json_type::object;
        } else if (key == "usage") {
            readUsage(entry, chunk.usage);
        }
    }
}

void ChatChunkParser::Private::readChoice(value &node, ChatChunk &chunk)
{
    if (node.type() != json_type::object)
        return;
    for (auto field : node.get_object()) {
        const std::string_view key = field.unescaped_key();
        value entry = field.value();
        if (key == "delta") {
            readDelta(entry, chunk);
        } else if (key == "text") {
            if (entry.type() == json_type::string)
                chunk.content = entry.get_string();
        } else if (key == "finish_reason") {
            if (entry.type() == json_type::string)
                chunk.finishReason = entry.get_string();
        } else if (key == "index") {
            chunk.severalChoices |= readCount(entry).value_or(0) > 0;
        } else if (key == "token_ids") {
            if (entry.type() == json_type::array)
                chunk.tokenIds = countElements(entry);
        } else if (key == "usage") {
            readUsage(entry, chunk.usage);
        }
    }
}

void ChatChunkParser::Private::readField(std::string_view key, value &node, ChatChunk &chunk)
{
    if (key == "choices") {
        if (node.type() != json_type::array)
            return;
        int count = 0;
        for (value choice : node.get_array()) {
            readChoice(choice, chunk);
            chunk.severalChoices |= ++count > 1;
        }
    } else if (key == "usage") {
        readUsage(node, chunk.usage);
    } else if (key == "timings") {
        readTimings(node, chunk.timings);
    } else if (key == "error") {
        if (!isNull(node)) {
            chunk.isError = true;
            chunk.errorMessage = readError(node);
        }
    } else if (key == "object") {
        // vLLM's older form: {"object": "error", "message": …}
        if (node.type() == json_type::string && std::string_view(node.get_string()) == "error")
            chunk.isError = true;
    } else if (key == "message") {
        if (node.type() == json_type::string && chunk.errorMessage.empty())
            chunk.errorMessage = std::string_view(node.get_string());
    }
}

ChatChunkParser::ChatChunkParser()
    : d(std::make_unique<Private>())
{
}

ChatChunkParser::~ChatChunkParser() = default;

bool ChatChunkParser::parse(std::string_view json, ChatChunk &chunk)
{
    chunk = {};
    try {
        simdjson::ondemand::document document
            = d->parser.iterate(simdjson::padded_string_view(json.data(), json.size(), json.size() + SseParser::padding));
        for (auto field : document.get_object()) {
            const std::string_view key = field.unescaped_key();
            value node = field.value();
            d->readField(key, node, chunk);
        }
        return document.current_location().error() == simdjson::OUT_OF_BOUNDS; // nothing after the object
    } catch (const simdjson::simdjson_error &) {
        return false;
    }
}

std::string errorMessageFrom(std::string_view body)
{
    const std::size_t begin = body.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    body.remove_prefix(begin);
    const auto firstLine = std::string(body.substr(0, std::min<std::size_t>(body.find_first_of("\r\n"), 300)));
    if (body.front() != '{')
        return firstLine;
    try {
        simdjson::ondemand::parser parser;
        const simdjson::padded_string padded(body);
        auto document = parser.iterate(padded);
        std::string message;
        for (auto field : document.get_object()) {
            const std::string_view key = field.unescaped_key();
            value node = field.value();
            if (key == "error" && !isNull(node))
                return readError(node);
            if (key == "message" || key == "detail")
                message = node.type() == json_type::string ? std::string(std::string_view(node.get_string()))
                                                           : std::string(std::string_view(node.raw_json_token()));
        }
        return message.empty() ? firstLine : message;
    } catch (const simdjson::simdjson_error &) {
        return firstLine; // cut off, or no JSON after all
    }
}

}
