// SPDX-License-Identifier: Apache-2.0
#include "client/jsonfields.h"

#include <limits>

namespace streamgauge {

bool isNull(value &node)
{
    return node.type() == json_type::null;
}

int countElements(value &node)
{
    simdjson::ondemand::array array = node.get_array();
    return static_cast<int>(std::size_t(array.count_elements()));
}

std::optional<int> readCount(value &node)
{
    std::int64_t number = 0;
    if (node.type() != json_type::number || node.get_int64().get(number) != simdjson::SUCCESS)
        return std::nullopt;
    if (number < 0 || number > std::numeric_limits<int>::max())
        return std::nullopt;
    return static_cast<int>(number);
}

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

std::string_view readString(value &node)
{
    if (node.type() == json_type::string)
        return node.get_string();
    return {};
}

namespace {

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

}

void readUsage(value &node, std::optional<Usage> &result)
{
    if (node.type() != json_type::object)
        return;
    Usage usage;
    for (auto field : node.get_object()) {
        const std::string_view key = field.unescaped_key();
        value entry = field.value();
        if (key == "prompt_tokens" || key == "input_tokens")
            usage.promptTokens = readCount(entry);
        else if (key == "completion_tokens" || key == "output_tokens")
            usage.completionTokens = readCount(entry);
        else if (key == "prompt_tokens_details" || key == "input_tokens_details")
            usage.cachedTokens = readDetail(entry, "cached_tokens");
        else if (key == "completion_tokens_details" || key == "output_tokens_details")
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
