// SPDX-License-Identifier: Apache-2.0
#include "client/jsonfields.h"

namespace streamgauge {

namespace {

void readMessage(value &node, ChatChunk &chunk)
{
    if (node.type() != json_type::object)
        return;
    for (auto field : node.get_object()) {
        const std::string_view key = field.unescaped_key();
        value entry = field.value();
        if (key == "content")
            chunk.content = readString(entry);
        else if (key == "thinking")
            chunk.reasoning = readString(entry);
        else if (key == "tool_calls" && entry.type() == json_type::array)
            chunk.otherTokens |= countElements(entry) > 0;
    }
}

}

void readOllamaLine(object &root, ChatChunk &chunk)
{
    bool isDone = false;
    EngineTimings timings;
    for (auto field : root) {
        const std::string_view key = field.unescaped_key();
        value node = field.value();
        if (key == "message") {
            readMessage(node, chunk);
        } else if (key == "response") {
            chunk.content = readString(node);
        } else if (key == "thinking") {
            chunk.reasoning = readString(node);
        } else if (key == "done") {
            isDone = node.type() == json_type::boolean && bool(node.get_bool());
        } else if (key == "done_reason") {
            chunk.finishReason = readString(node);
        } else if (key == "prompt_eval_count") {
            timings.promptTokens = readCount(node);
        } else if (key == "eval_count") {
            timings.predictedTokens = readCount(node);
        } else if (key == "error" && !isNull(node)) {
            chunk.isError = true;
            chunk.errorMessage = readError(node);
        }
    }
    if (!isDone) {
        chunk.finishReason = {};
        return;
    }
    if (chunk.finishReason.empty())
        chunk.finishReason = "stop"; // older servers give no reason
    chunk.timings = timings;
    chunk.isLast = true;
}

}
