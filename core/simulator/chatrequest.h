// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/answerplan.h"
#include "simulator/apierror.h"
#include "suite/suite.h"

#include <cstdint>
#include <vector>

namespace streamgauge {

/// A chat completion asked for, checked against the model that is served.
struct ChatRequest
{
    std::vector<Message> messages;
    std::vector<std::uint32_t> prompt;
    LengthLimits limits;
    bool greedy = false; ///< temperature 0: the same prompt gets the same answer
    bool stream = false;
    bool includeUsage = false;
    bool continuousUsage = false;

    QString lastUserMessage() const;
};

ApiResult<ChatRequest> parseChatRequest(const QByteArray &body, const SimulatorProfile &profile);

/// The tokens of a /tokenize request, which has a `prompt` or `messages`.
ApiResult<std::vector<std::uint32_t>> parseTokenizeRequest(const QByteArray &body, const SimulatorProfile &profile);

}
