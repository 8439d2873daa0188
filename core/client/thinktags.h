// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace streamgauge {

/// Tells reasoning written as `<think>…</think>` at the start of an answer's text from the answer itself,
/// wherever the tags are split. White space around the tags belongs to neither.
class ThinkTags
{
public:
    struct Parts
    {
        std::string_view reasoning; ///< valid until the next split()
        std::string_view answer;
    };

    Parts split(std::string_view text);

    /// Text held back because it could still become a tag: what it was after all, at the stream's end.
    Parts flush();

    bool sawReasoning() const { return m_sawReasoning; }

private:
    enum class State { Start, Thinking, AfterThinking, Answer };

    State m_state = State::Start;
    bool m_sawReasoning = false;
    std::string m_pending; ///< could be the beginning of a tag
    std::string m_reasoning;
    std::string m_answer;
};

}
