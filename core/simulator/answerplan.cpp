// SPDX-License-Identifier: Apache-2.0
#include "simulator/answerplan.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace streamgauge {

namespace {

QString lastUserMessage(const std::vector<Message> &messages)
{
    const auto last = std::find_if(messages.rbegin(), messages.rend(),
                                   [](const Message &message) { return message.role == QLatin1String("user"); });
    return last == messages.rend() ? QString() : last->content.trimmed();
}

KnownAnswer drawAnswer(const DrawnAnswers &answers, quint64 seed)
{
    std::mt19937_64 random(seed);
    const auto uniform = [&] { return (static_cast<double>(random() >> 11) + 0.5) / 9007199254740992.0; }; // 2^53
    const double radius = std::sqrt(-2 * std::log(uniform()));
    const double normal = radius * std::cos(2 * std::numbers::pi * uniform());
    const double length = answers.medianTokens * std::exp(answers.spread * normal);
    KnownAnswer answer;
    answer.tokens = static_cast<int>(std::clamp(std::round(length), 1.0, 1e6));
    answer.reasoningTokens = static_cast<int>(std::round(answer.tokens * answers.reasoningShare));
    return answer;
}

}

std::optional<KnownAnswer> knownAnswer(const SimulatorProfile &profile, const Suite &suite, const QString &userMessage)
{
    const QString asked = userMessage.trimmed();
    for (const Test &test : suite.tests) {
        const QString prompt = lastUserMessage(test.messages);
        if (prompt.isEmpty() || !asked.endsWith(prompt))
            continue;
        const auto answer = std::find_if(profile.knownAnswers.begin(), profile.knownAnswers.end(),
                                         [&](const KnownAnswer &candidate) { return candidate.test == test.name; });
        if (answer != profile.knownAnswers.end())
            return *answer;
    }
    return std::nullopt;
}

AnswerPlan planAnswer(const SimulatorProfile &profile, const std::optional<KnownAnswer> &known,
                      const LengthLimits &limits, quint64 seed)
{
    Q_ASSERT(limits.maxTokens > 0);
    const KnownAnswer answer = known ? *known : drawAnswer(profile.otherAnswers, seed);
    const int wanted = limits.ignoreEos ? limits.maxTokens : std::max(answer.tokens, limits.minTokens);
    AnswerPlan plan;
    plan.tokens = std::min(wanted, limits.maxTokens);
    plan.cut = limits.ignoreEos || wanted > limits.maxTokens;
    plan.reasoningTokens = profile.reasoning == ReasoningStyle::None ? 0 : answer.reasoningTokens;
    plan.residual = answer.residual;
    plan.uncached = answer.uncached;
    return plan;
}

quint64 promptSeed(quint64 seed, std::span<const std::uint32_t> prompt)
{
    quint64 hash = 14695981039346656037U ^ seed;
    for (const std::uint32_t token : prompt)
        hash = (hash ^ token) * 1099511628211U;
    return hash ^ (hash >> 29);
}

}
