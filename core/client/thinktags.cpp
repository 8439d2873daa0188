// SPDX-License-Identifier: Apache-2.0
#include "client/thinktags.h"

#include <algorithm>

namespace streamgauge {

namespace {

constexpr std::string_view openTag = "<think>";
constexpr std::string_view closeTag = "</think>";
constexpr std::string_view whiteSpace = " \t\r\n";

/// How many characters at the end of @p text are a beginning of @p tag.
std::size_t partialTagAtEnd(std::string_view text, std::string_view tag)
{
    for (std::size_t length = std::min(text.size(), tag.size() - 1); length > 0; --length)
        if (text.ends_with(tag.substr(0, length)))
            return length;
    return 0;
}

}

ThinkTags::Parts ThinkTags::split(std::string_view text)
{
    if (m_state == State::Answer)
        return {.reasoning = {}, .answer = text};

    m_reasoning.clear();
    m_answer.clear();
    m_pending += text;
    if (m_state == State::Start) {
        const std::size_t begin = m_pending.find_first_not_of(whiteSpace);
        const auto visible = std::string_view(m_pending).substr(std::min(begin, m_pending.size()));
        if (visible.starts_with(openTag)) {
            m_pending.erase(0, begin + openTag.size());
            m_state = State::Thinking;
            m_sawReasoning = true;
        } else if (openTag.starts_with(visible)) {
            return {}; // also where there is only white space
        } else {
            m_state = State::Answer;
            m_answer.swap(m_pending);
            m_pending.clear();
        }
    }
    if (m_state == State::Thinking) {
        if (const std::size_t end = m_pending.find(closeTag); end != std::string::npos) {
            m_reasoning.assign(m_pending, 0, end);
            m_pending.erase(0, end + closeTag.size());
            m_state = State::AfterThinking;
        } else {
            const std::size_t keep = partialTagAtEnd(m_pending, closeTag);
            m_reasoning.assign(m_pending, 0, m_pending.size() - keep);
            m_pending.erase(0, m_reasoning.size());
        }
    }
    if (m_state == State::AfterThinking) {
        m_pending.erase(0, std::min(m_pending.find_first_not_of(whiteSpace), m_pending.size()));
        if (!m_pending.empty()) {
            m_state = State::Answer;
            m_answer.swap(m_pending);
            m_pending.clear();
        }
    }
    return {.reasoning = m_reasoning, .answer = m_answer};
}

ThinkTags::Parts ThinkTags::flush()
{
    m_reasoning.clear();
    m_answer.clear();
    if (m_state == State::Thinking)
        m_reasoning.swap(m_pending);
    else if (m_state == State::Start)
        m_answer.swap(m_pending);
    m_pending.clear();
    return {.reasoning = m_reasoning, .answer = m_answer};
}

}
