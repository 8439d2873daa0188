// SPDX-License-Identifier: Apache-2.0
#include "client/chatchunk.h"

#include "client/jsonfields.h"
#include "client/sseparser.h"

#include <algorithm>

namespace streamgauge {

static_assert(SseParser::padding >= simdjson::SIMDJSON_PADDING);

struct ChatChunkParser::Private
{
    simdjson::ondemand::parser parser;
    std::string contentParts;
    std::string reasoningParts;

    void readRoot(object &root, ChatChunk &chunk, Api api);
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

void ChatChunkParser::Private::readRoot(object &root, ChatChunk &chunk, Api api)
{
    switch (api) {
    case Api::Responses:
        return readResponsesEvent(root, chunk);
    case Api::Ollama:
        return readOllamaLine(root, chunk);
    case Api::Chat:
    case Api::Completions:
        break;
    }
    for (auto field : root) {
        const std::string_view key = field.unescaped_key();
        value node = field.value();
        readField(key, node, chunk);
    }
}

bool ChatChunkParser::parse(std::string_view json, ChatChunk &chunk, Api api)
{
    chunk = {};
    try {
        simdjson::ondemand::document document =
            d->parser.iterate(simdjson::padded_string_view(json.data(), json.size(), json.size() + SseParser::padding));
        object root = document.get_object();
        d->readRoot(root, chunk, api);
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
