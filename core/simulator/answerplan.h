// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/simulatorprofile.h"
#include "suite/suite.h"

#include <optional>
#include <span>

namespace streamgauge {

/// What a client asks about the length of an answer.
struct LengthLimits
{
    int maxTokens = 0; ///< what the model's length leaves, where the client gave none
    int minTokens = 0;
    bool ignoreEos = false;
};

struct AnswerPlan
{
    int tokens = 1;
    int reasoningTokens = 0; ///< as the model would think; not less than `tokens` where the cut comes before the answer
    bool cut = false;        ///< at maxTokens: finish_reason "length"
    Seconds residual {0};    ///< of a known answer
    Seconds uncached {0};
};

/// Tests of the bundled suite are known by their prompt: the last user message ends with it, so that a line put before
/// it to avoid the cache does not hide it.
std::optional<KnownAnswer> knownAnswer(const SimulatorProfile &profile, const Suite &suite, const QString &userMessage);

/// Same arguments, same length. @p limits.maxTokens > 0.
AnswerPlan planAnswer(const SimulatorProfile &profile, const std::optional<KnownAnswer> &known,
                      const LengthLimits &limits, quint64 seed);

/// Mixes a seed with a prompt, so that each prompt has its own answer.
quint64 promptSeed(quint64 seed, std::span<const std::uint32_t> prompt);

}
