// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/chatchunk.h"

#include <simdjson.h>

namespace streamgauge {

// What the events of all interfaces have in common. simdjson reports by exception here; ChatChunkParser::parse() and
// errorMessageFrom() are the only places that catch.

using simdjson::ondemand::json_type;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

bool isNull(value &node);
int countElements(value &node);

/// A count is believed only where it is a whole number that fits; anything else is as if it were not there.
std::optional<int> readCount(value &node);

/// A string, or the `text` of a list of parts, put together in @p joined.
std::string_view readText(value &node, std::string &joined);

/// Where it is a string.
std::string_view readString(value &node);

/// Chat completions' names and the Responses API's.
void readUsage(value &node, std::optional<Usage> &result);

void readTimings(value &node, std::optional<EngineTimings> &result); ///< llama.cpp's
std::string readError(value &node);

// The fields of one event, by interface. Views are valid until the parser's next document.
void readResponsesEvent(object &root, ChatChunk &chunk);
void readOllamaLine(object &root, ChatChunk &chunk);

}
