// SPDX-License-Identifier: Apache-2.0
#include "client/lineparser.h"

namespace streamgauge {

void LineParser::append(std::string_view bytes)
{
    m_buffer.erase(0, m_begin);
    m_scanned -= m_begin;
    m_begin = 0;
    m_buffer.reserve(m_buffer.size() + bytes.size() + SseParser::padding);
    m_buffer += bytes;
}

bool LineParser::next(SseEvent &event)
{
    while (true) {
        const std::size_t lineEnd = m_buffer.find('\n', m_scanned);
        if (lineEnd == std::string::npos) {
            m_scanned = m_buffer.size();
            return false;
        }
        event.data = std::string_view(m_buffer).substr(m_begin, lineEnd - m_begin);
        m_begin = m_scanned = lineEnd + 1;
        if (event.data.find_first_not_of(" \t\r") != std::string_view::npos)
            return true;
    }
}

}
