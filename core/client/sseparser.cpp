// SPDX-License-Identifier: Apache-2.0
#include "client/sseparser.h"

#include <algorithm>
#include <cstring>

namespace streamgauge {

void SseParser::append(std::string_view bytes)
{
    // A data line that waits for its event's end must survive the buffer being moved.
    if (m_hasData && !m_isJoined) {
        m_joinedData.assign(m_firstData);
        m_isJoined = true;
    }
    const std::size_t kept = m_end - m_lineBegin;
    if (m_lineBegin > 0 && kept > 0)
        std::memmove(m_buffer.get(), m_buffer.get() + m_lineBegin, kept);
    m_scanned -= m_lineBegin;
    m_lineBegin = 0;
    m_end = kept;

    const std::size_t needed = kept + bytes.size() + padding;
    if (needed > m_capacity) {
        const std::size_t capacity = std::max<std::size_t>(needed, m_capacity + m_capacity / 2);
        auto larger = std::make_unique_for_overwrite<char[]>(capacity);
        if (kept > 0)
            std::memcpy(larger.get(), m_buffer.get(), kept);
        m_buffer = std::move(larger);
        m_capacity = capacity;
    }
    if (!bytes.empty())
        std::memcpy(m_buffer.get() + m_end, bytes.data(), bytes.size());
    m_end += bytes.size();
    std::memset(m_buffer.get() + m_end, 0, padding);
}

bool SseParser::takeLine(std::string_view &line)
{
    const char *const base = m_buffer.get();
    if (m_skipLineFeed && m_lineBegin < m_end) {
        if (base[m_lineBegin] == '\n')
            ++m_lineBegin;
        m_skipLineFeed = false;
        m_scanned = std::max(m_scanned, m_lineBegin);
    }
    const std::size_t length = m_end - m_scanned;
    if (length == 0)
        return false;
    const auto *lineFeed = static_cast<const char *>(std::memchr(base + m_scanned, '\n', length));
    const std::size_t until = lineFeed ? static_cast<std::size_t>(lineFeed - base) : m_end;
    const auto *carriageReturn = static_cast<const char *>(std::memchr(base + m_scanned, '\r', until - m_scanned));
    const char *lineEnd = carriageReturn ? carriageReturn : lineFeed;
    if (!lineEnd) {
        m_scanned = m_end;
        return false;
    }
    line = std::string_view(base + m_lineBegin, static_cast<std::size_t>(lineEnd - base) - m_lineBegin);
    m_skipLineFeed = lineEnd == carriageReturn;
    m_lineBegin = static_cast<std::size_t>(lineEnd - base) + 1;
    m_scanned = m_lineBegin;
    return true;
}

void SseParser::addField(std::string_view line)
{
    const std::size_t colon = line.find(':');
    const std::string_view field = line.substr(0, colon);
    std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    if (value.starts_with(' '))
        value.remove_prefix(1);
    if (field == "event") {
        m_name.assign(value);
    } else if (field == "data") {
        if (!m_hasData) {
            m_firstData = value;
            m_hasData = true;
            return;
        }
        if (!m_isJoined) {
            m_joinedData.assign(m_firstData);
            m_isJoined = true;
        }
        m_joinedData += '\n';
        m_joinedData += value;
    }
}

bool SseParser::next(SseEvent &event)
{
    if (!m_started) {
        constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
        const std::string_view begin(m_buffer.get(), std::min(m_end, byteOrderMark.size()));
        if (begin.size() < byteOrderMark.size() && byteOrderMark.starts_with(begin))
            return false; // cannot tell yet
        m_started = true;
        if (begin == byteOrderMark)
            m_lineBegin = m_scanned = byteOrderMark.size();
    }
    if (event.data.data() != nullptr)
        m_name.clear(); // of the event delivered before
    std::string_view line;
    while (takeLine(line)) {
        if (!line.empty()) {
            if (line.front() != ':')
                addField(line);
            if (m_joinedData.size() > m_limit)
                break;
            continue;
        }
        if (!m_hasData) {
            m_name.clear();
            continue;
        }
        if (m_isJoined) {
            m_dispatched.swap(m_joinedData);
            m_dispatched.reserve(m_dispatched.size() + padding);
            m_joinedData.clear();
            event.data = m_dispatched;
        } else {
            event.data = m_firstData;
        }
        event.name = m_name;
        m_hasData = m_isJoined = false;
        return true;
    }
    if (m_joinedData.size() + (m_end - m_lineBegin) > m_limit)
        m_tooLarge = true;
    return false;
}

}
