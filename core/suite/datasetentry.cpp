// SPDX-License-Identifier: Apache-2.0
#include "suite/datasetentry.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace streamgauge {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::int64_t mostOutputTokens = 10'000'000;

const QLatin1String userRole("user");
const QLatin1String systemRole("system");
const QLatin1String assistantRole("assistant");

/// Empty where there is no such text, or it is blank.
QString textOf(const object &entry, std::string_view key)
{
    std::string_view text;
    if (entry[key].get(text) != simdjson::SUCCESS)
        return {};
    const QString found = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    return found.trimmed().isEmpty() ? QString() : found;
}

QString firstText(const object &entry, std::initializer_list<std::string_view> keys)
{
    for (const std::string_view key : keys)
        if (const QString text = textOf(entry, key); !text.isEmpty())
            return text;
    return {};
}

/// "user", "system" or "assistant", whatever the dataset calls them; empty for others.
QLatin1String roleOf(const QString &name)
{
    struct Known
    {
        QLatin1String name;
        QLatin1String role;
    };
    static constexpr std::array known {
        Known {QLatin1String("user"), QLatin1String("user")},
        Known {QLatin1String("human"), QLatin1String("user")},
        Known {QLatin1String("system"), QLatin1String("system")},
        Known {QLatin1String("assistant"), QLatin1String("assistant")},
        Known {QLatin1String("gpt"), QLatin1String("assistant")},
        Known {QLatin1String("chatgpt"), QLatin1String("assistant")},
        Known {QLatin1String("bing"), QLatin1String("assistant")},
        Known {QLatin1String("bard"), QLatin1String("assistant")},
    };
    const auto found = std::ranges::find(known, name, &Known::name);
    return found == known.end() ? QLatin1String() : found->role;
}

struct Turns
{
    std::vector<Message> messages;
    bool isWhole = true; ///< no turn was left out for a role or a content that is not text
};

Turns turnsOf(const object &entry, std::string_view list, std::string_view roleKey, std::string_view textKey)
{
    Turns turns;
    array items;
    if (entry[list].get(items) != simdjson::SUCCESS)
        return turns;
    for (const element item : items) {
        object turn;
        if (item.get(turn) != simdjson::SUCCESS) {
            turns.isWhole = false;
            continue;
        }
        const QLatin1String role = roleOf(textOf(turn, roleKey));
        const QString text = textOf(turn, textKey);
        if (role.isEmpty() || text.isEmpty())
            turns.isWhole = false;
        else
            turns.messages.push_back({.role = role, .content = text});
    }
    return turns;
}

void guessLength(DatasetPrompt &prompt, const QString &answer)
{
    if (answer.isEmpty())
        return;
    constexpr qsizetype charactersPerToken = 4;
    const qsizetype guess = (answer.size() + charactersPerToken - 1) / charactersPerToken;
    prompt.outputTokens = static_cast<int>(std::min<qsizetype>(guess, mostOutputTokens));
    prompt.isGuessed = true;
}

/// The conversation as it was, up to the user's last message.
std::optional<DatasetPrompt> fromMessages(const object &entry)
{
    Turns turns = turnsOf(entry, "messages", "role", "content");
    if (!turns.isWhole || turns.messages.empty())
        return std::nullopt;
    DatasetPrompt prompt;
    prompt.messages = std::move(turns.messages);
    if (prompt.messages.back().role == assistantRole) {
        guessLength(prompt, prompt.messages.back().content);
        prompt.messages.pop_back();
    }
    if (prompt.messages.empty() || prompt.messages.back().role != userRole)
        return std::nullopt;
    return prompt;
}

/// Instructions and the first question, as benchmarks with ShareGPT do.
std::optional<DatasetPrompt> fromConversation(const object &entry)
{
    const Turns turns = turnsOf(entry, "conversations", "from", "value");
    DatasetPrompt prompt;
    for (const Message &turn : turns.messages) {
        const bool hasQuestion = !prompt.messages.empty() && prompt.messages.back().role == userRole;
        if (turn.role == assistantRole && hasQuestion) {
            guessLength(prompt, turn.content);
            break;
        }
        if (turn.role == assistantRole || hasQuestion)
            break;
        prompt.messages.push_back(turn);
    }
    if (prompt.messages.empty() || prompt.messages.back().role != userRole)
        return std::nullopt;
    return prompt;
}

std::optional<DatasetPrompt> fromText(const object &entry)
{
    QString text = firstText(entry, {"prompt", "text"});
    array turns;
    std::string_view first;
    if (text.isEmpty() && entry["turns"].get(turns) == simdjson::SUCCESS && turns.at(0).get(first) == simdjson::SUCCESS)
        text = QString::fromUtf8(first.data(), static_cast<qsizetype>(first.size()));
    if (text.trimmed().isEmpty())
        return std::nullopt;
    DatasetPrompt prompt;
    if (const QString system = textOf(entry, "system"); !system.isEmpty())
        prompt.messages.push_back({.role = systemRole, .content = system});
    prompt.messages.push_back({.role = userRole, .content = text});
    return prompt;
}

std::optional<int> statedLength(const object &entry)
{
    for (const std::string_view key :
         {"output_tokens", "output_tokens_count", "output_length", "output_len", "max_tokens"}) {
        double length = 0;
        if (entry[key].get(length) == simdjson::SUCCESS && length >= 1 && length <= double(mostOutputTokens))
            return static_cast<int>(std::lround(length));
    }
    return std::nullopt;
}

}

std::optional<DatasetPrompt> datasetPrompt(const element &entry)
{
    object fields;
    if (entry.get(fields) != simdjson::SUCCESS)
        return std::nullopt;
    auto prompt = fromText(fields);
    if (!prompt)
        prompt = fromMessages(fields);
    if (!prompt)
        prompt = fromConversation(fields);
    if (!prompt)
        return std::nullopt;
    if (const auto length = statedLength(fields)) {
        prompt->outputTokens = length;
        prompt->isGuessed = false;
    } else if (!prompt->outputTokens) {
        guessLength(*prompt, firstText(fields, {"completion", "response", "output"}));
    }
    return prompt;
}

}
