// SPDX-License-Identifier: Apache-2.0
#include "suite/madeprompt.h"

#include "suite/prosetext.h"

namespace streamgauge {

std::vector<Message> messagesOf(const Test &test, const MadePrompt &made)
{
    std::vector<Message> messages = test.messages;
    if (messages.empty())
        messages.push_back(
            {.role = QStringLiteral("user"), .content = QStringLiteral("Continue this account in the same style.")});
    messages.front().content += QLatin1String("\n\n") + proseText(made.seed, made.words);
    return messages;
}

quint32 textSeed(const Suite &suite, const Test &test)
{
    constexpr quint32 usual = 1;
    constexpr quint32 spread = 0x9E3779B1U;
    return suite.seed.value_or(usual) + spread * static_cast<quint32>(test.promptTokens.value_or(0));
}

}
