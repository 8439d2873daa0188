// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suite/suite.h"

#include <optional>

namespace simdjson::dom {
class element;
}

namespace streamgauge {

/// A prompt of a dataset.
struct DatasetPrompt
{
    int entry = 0; ///< which of the file's it is, from 1 on
    std::vector<Message> messages;
    std::optional<int> outputTokens; ///< how long the file's answer is
    bool isGuessed = false;          ///< outputTokens is the answer's characters / 4, rounded up
};

/// The prompt of one entry; empty where it has none. These are known:
/// - `prompt` or `text`: a message of the user;
/// - `turns`: the first of a list of such texts (MT-Bench);
/// - `messages`: `[{role, content}]` as chat interfaces take them, without what the assistant says last;
/// - `conversations`: `[{from, value}]` (ShareGPT): what comes before the first answer.
/// The answer's length is that of `output_tokens`, `output_tokens_count`, `output_length`, `output_len` or
/// `max_tokens`, else told from the answer in `messages` or `conversations`, or from `completion`, `response` or
/// `output`.
std::optional<DatasetPrompt> datasetPrompt(const simdjson::dom::element &entry);

}
