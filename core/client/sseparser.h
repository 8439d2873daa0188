// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace streamgauge {

/// One server-sent event. Views are valid only inside the callback; at least `padding` bytes after `data` may be read.
struct SseEvent
{
    std::string_view data; ///< the data lines, joined with \n
    std::string_view name; ///< of the `event:` line; empty where there is none
};

/// Bytes in any split → events, after the WHATWG "Server-sent events" grammar: lines end with \n, \r\n or \r, also
/// mixed; comments, `id:` and `retry:` are ignored. Pure: no I/O, no clock.
class SseParser
{
public:
    static constexpr std::size_t padding = 64; ///< what simdjson wants to read past a document
    static constexpr std::size_t defaultLimit = 8 * 1024 * 1024;

    /// @p maxEventBytes bounds an event and so the memory of a stream that never ends one.
    explicit SseParser(std::size_t maxEventBytes = defaultLimit)
        : m_limit(maxEventBytes)
    {
    }

    /// Calls @p onEvent(const SseEvent &) → bool for every event that @p bytes complete; it may return false to stop.
    /// False when it did, or when an event is larger than the limit: tooLarge() tells which.
    template<typename Callback>
    bool feed(std::string_view bytes, Callback onEvent)
    {
        append(bytes);
        SseEvent event;
        while (next(event))
            if (!onEvent(static_cast<const SseEvent &>(event)))
                return false;
        return !m_tooLarge;
    }

    bool tooLarge() const { return m_tooLarge; }

    /// Bytes of an event that has begun but not ended.
    bool hasPartialEvent() const { return m_hasData || m_end > m_lineBegin; }

private:
    void append(std::string_view bytes);
    bool next(SseEvent &event);
    bool takeLine(std::string_view &line);
    void addField(std::string_view line);

    std::size_t m_limit;
    std::unique_ptr<char[]> m_buffer;
    std::size_t m_capacity = 0;
    std::size_t m_lineBegin = 0; ///< of the first line not yet taken
    std::size_t m_scanned = 0;   ///< no line end before this
    std::size_t m_end = 0;

    std::string_view m_firstData; ///< in m_buffer, while the event has one data line
    std::string m_joinedData;     ///< data that cannot stay where it is: several lines, or an event over several reads
    std::string m_name;
    std::string m_dispatched; ///< owns the data of the event being delivered, where it was joined
    bool m_hasData = false;
    bool m_isJoined = false;
    bool m_skipLineFeed = false; ///< the last line ended with \r: a \n right after it belongs to it
    bool m_started = false;
    bool m_tooLarge = false;
};

}
