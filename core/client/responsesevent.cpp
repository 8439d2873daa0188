// SPDX-License-Identifier: Apache-2.0
#include "client/jsonfields.h"

namespace streamgauge {

namespace {

/// The fields of one event; what they mean depends on its type, which may come after them.
struct Event
{
    std::string_view type;
    std::string_view delta;
    std::string_view status;           ///< of the response
    std::string_view incompleteReason; ///< of the response
    std::string error;                 ///< the response's, or the event's own
    std::optional<Usage> usage;
};

std::string_view readReason(value &node)
{
    std::string_view reason;
    if (node.type() != json_type::object)
        return reason;
    for (auto field : node.get_object()) {
        const std::string_view key = field.unescaped_key();
        value entry = field.value();
        if (key == "reason")
            reason = readString(entry);
    }
    return reason;
}

void readResponse(value &node, Event &event)
{
    if (node.type() != json_type::object)
        return;
    for (auto field : node.get_object()) {
        const std::string_view key = field.unescaped_key();
        value entry = field.value();
        if (key == "status")
            event.status = readString(entry);
        else if (key == "incomplete_details")
            event.incompleteReason = readReason(entry);
        else if (key == "usage")
            readUsage(entry, event.usage);
        else if (key == "error" && !isNull(entry))
            event.error = readError(entry);
    }
}

/// finish_reason's words: what a chat completion would have said.
std::string_view finishOf(const Event &event)
{
    if (event.type == "response.incomplete" || event.status == "incomplete")
        return event.incompleteReason == "max_output_tokens" || event.incompleteReason.empty() ? "length"
                                                                                               : event.incompleteReason;
    return event.type == "response.cancelled" || event.status == "cancelled" ? "abort" : "stop";
}

bool isEnd(std::string_view type)
{
    return type == "response.completed" || type == "response.incomplete" || type == "response.cancelled"
        || type == "response.done";
}

void interpret(Event &event, ChatChunk &chunk)
{
    if (event.type == "response.output_text.delta") {
        chunk.content = event.delta;
    } else if (event.type.starts_with("response.reasoning") && event.type.ends_with(".delta")) {
        chunk.reasoning = event.delta;
    } else if (event.type.ends_with(".delta")) {
        chunk.otherTokens = !event.delta.empty(); // a refusal, a call's arguments
    } else if (event.type == "error" || event.type == "response.failed" || event.status == "failed") {
        chunk.isError = true;
        chunk.errorMessage = std::move(event.error);
    } else if (isEnd(event.type)) {
        chunk.finishReason = finishOf(event);
        chunk.usage = event.usage;
        chunk.isLast = true;
    }
}

}

void readResponsesEvent(object &root, ChatChunk &chunk)
{
    Event event;
    for (auto field : root) {
        const std::string_view key = field.unescaped_key();
        value node = field.value();
        if (key == "type")
            event.type = readString(node);
        else if (key == "delta")
            event.delta = readString(node);
        else if (key == "response")
            readResponse(node, event);
        else if (key == "message")
            event.error = readString(node);
        else if (key == "error" && !isNull(node))
            event.error = readError(node);
        else if (key == "timings")
            readTimings(node, chunk.timings);
    }
    if (event.type.empty() && !event.error.empty())
        event.type = "error"; // a gateway's own, in chat completions' form
    interpret(event, chunk);
}

}
