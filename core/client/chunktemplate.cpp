// SPDX-License-Identifier: Apache-2.0
#include "client/chunktemplate.h"

#include "client/sseparser.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

namespace streamgauge {

namespace {

/// Can stand in a JSON string as it is, and means itself.
bool isPlainString(std::string_view text)
{
    unsigned char seen = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || c == '"' || c == '\\')
            return false;
        seen |= byte;
    }
    return seen < 0x80 || simdjson::validate_utf8(text.data(), text.size());
}

}

bool ChunkTemplate::knows(std::string_view json) const
{
    // An empty text may count as none, so that another field's is taken instead.
    if (m_after.empty() || json.size() <= m_before.size() + m_after.size())
        return false;
    const std::size_t textSize = json.size() - m_before.size() - m_after.size();
    return std::memcmp(json.data(), m_before.data(), m_before.size()) == 0
        && std::memcmp(json.data() + m_before.size() + textSize, m_after.data(), m_after.size()) == 0
        && isPlainString(json.substr(m_before.size(), textSize));
}

void ChunkTemplate::take(std::string_view json, ChatChunk &chunk)
{
    m_wait = m_penalty = 0;
    chunk = {};
    (m_isReasoning ? chunk.reasoning : chunk.content) =
        json.substr(m_before.size(), json.size() - m_before.size() - m_after.size());
}

std::string_view ChunkTemplate::textAlone(const ChatChunk &chunk)
{
    ChatChunk rest = chunk;
    rest.content = rest.reasoning = {};
    if (rest != ChatChunk() || (!chunk.content.empty() && !chunk.reasoning.empty()))
        return {};
    return chunk.content.empty() ? chunk.reasoning : chunk.content;
}

bool ChunkTemplate::isTimeToLearn()
{
    constexpr int longest = 255;
    if (m_wait > 0) {
        --m_wait;
        return false;
    }
    m_wait = m_penalty;
    m_penalty = std::min(2 * m_penalty + 1, longest);
    return true;
}

void ChunkTemplate::learn(std::string_view json, const std::string &text, const Parse &parseWhole)
{
    constexpr std::string_view other = "streamgauge: another text";
    if (!isPlainString(text))
        return;
    const std::string quoted = '"' + text + '"';
    for (std::size_t at = json.find(quoted); at != std::string_view::npos; at = json.find(quoted, at + 1)) {
        const std::string before(json.substr(0, at + 1));
        const std::string after(json.substr(at + 1 + text.size()));
        std::string changed = before;
        changed.append(other).append(after);
        changed.reserve(changed.size() + SseParser::padding);
        ChatChunk chunk;
        if (!parseWhole(changed, chunk) || textAlone(chunk) != other)
            continue; // the same text stands somewhere else too
        m_before = before;
        m_after = after;
        m_isReasoning = chunk.content.empty();
        return;
    }
}

}
