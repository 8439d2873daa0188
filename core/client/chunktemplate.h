// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/chatchunk.h"

#include <functional>
#include <string>
#include <string_view>

namespace streamgauge {

/// Spares a stream the parsing of events that differ from an earlier one in nothing but their text. In that one the
/// text was replaced by another and the parser found the other: so any JSON string without escapes, but the empty one,
/// in its place gives the same chunk with that text. Whatever differs in any other way is parsed. One per stream.
class ChunkTemplate
{
public:
    using Parse = std::function<bool(std::string_view json, ChatChunk &chunk)>;

    /// The result of @p parseWhole(json, chunk), which is called only where the event is not known. Views in @p chunk
    /// are valid until the next parse and no longer than @p json.
    template<typename Function>
    bool parse(std::string_view json, ChatChunk &chunk, const Function &parseWhole)
    {
        if (knows(json)) {
            take(json, chunk);
            return true;
        }
        if (!parseWhole(json, chunk))
            return false;
        const std::string text(isTimeToLearn() ? textAlone(chunk) : std::string_view());
        if (text.empty())
            return true;
        learn(json, text, parseWhole);
        return parseWhole(json, chunk); // the parser has been used since
    }

    /// Whether @p json is an event that needs no parsing.
    bool knows(std::string_view json) const;

private:
    static std::string_view textAlone(const ChatChunk &chunk); ///< empty where the chunk has anything else in it
    bool isTimeToLearn();
    void learn(std::string_view json, const std::string &text, const Parse &parseWhole);
    void take(std::string_view json, ChatChunk &chunk);

    std::string m_before; ///< the text
    std::string m_after;
    bool m_isReasoning = false;
    int m_wait = 0; ///< events until the next attempt: a stream whose events all differ is not parsed twice
    int m_penalty = 0;
};

}
