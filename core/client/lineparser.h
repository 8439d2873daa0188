// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/sseparser.h"

namespace streamgauge {

/// Newline-delimited JSON in any split → its lines, with the interface of SseParser. Pure: no I/O, no clock.
class LineParser
{
public:
    explicit LineParser(std::size_t maxLineBytes = SseParser::defaultLimit)
        : m_limit(maxLineBytes)
    {
    }

    /// Calls @p onEvent(const SseEvent &) → bool for every line that @p bytes complete; blank ones are skipped.
    template<typename Callback>
    bool feed(std::string_view bytes, Callback onEvent)
    {
        append(bytes);
        SseEvent event;
        while (next(event))
            if (!onEvent(static_cast<const SseEvent &>(event)))
                return false;
        return !tooLarge();
    }

    bool tooLarge() const { return m_buffer.size() - m_begin > m_limit; }
    bool hasPartialEvent() const { return m_begin < m_buffer.size(); }

private:
    void append(std::string_view bytes);
    bool next(SseEvent &event);

    std::size_t m_limit;
    std::string m_buffer;
    std::size_t m_begin = 0;   ///< of the first line not yet taken
    std::size_t m_scanned = 0; ///< no line end before this
};

}
