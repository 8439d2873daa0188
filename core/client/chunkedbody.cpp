// SPDX-License-Identifier: Apache-2.0
#include "client/chunkedbody.h"

#include <algorithm>
#include <cstring>

namespace streamgauge {

namespace {

constexpr int longestSize = 15; ///< hexadecimal digits, so that no number overflows
constexpr std::size_t lineLimit = 65536;

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

}

bool ChunkedBody::isPastLimit()
{
    if (++m_lineBytes <= lineLimit)
        return false;
    m_problem = "a chunk's first line or the trailer of the response is larger than 64 KiB";
    return true;
}

void ChunkedBody::endSize()
{
    m_state = m_left > 0 ? State::Data : State::Trailer;
    m_lineIsEmpty = true;
    m_lineBytes = 0;
}

void ChunkedBody::addSizeByte(char c)
{
    if (isPastLimit())
        return;
    const int digit = hexDigit(c);
    if (digit >= 0 && !m_sizeEnded && m_digits < longestSize) {
        m_left = m_left * 16 + static_cast<unsigned>(digit);
        ++m_digits;
    } else if (m_digits > 0 && c == ';') {
        m_state = State::Extension;
    } else if (m_digits > 0 && c == '\n') {
        endSize();
    } else if (m_digits > 0 && (c == ' ' || c == '\t' || c == '\r')) {
        m_sizeEnded = true;
    } else {
        m_problem = "a chunk of the response begins with no size in hexadecimal digits";
    }
}

void ChunkedBody::addTrailerByte(char c)
{
    if (isPastLimit())
        return;
    if (c == '\n') {
        if (m_lineIsEmpty)
            m_state = State::Complete;
        m_lineIsEmpty = true;
    } else if (c != '\r') {
        m_lineIsEmpty = false;
    }
}

ChunkedBody::Step ChunkedBody::feed(char *bytes, std::size_t size)
{
    Step step;
    while (step.taken < size && m_state != State::Complete && m_problem.empty()) {
        if (m_state == State::Data) {
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, size - step.taken));
            if (step.bodySize != step.taken)
                std::memmove(bytes + step.bodySize, bytes + step.taken, count);
            step.bodySize += count;
            step.taken += count;
            m_left -= count;
            if (m_left == 0)
                m_state = State::DataEnd;
            continue;
        }
        const char c = bytes[step.taken++];
        if (m_state == State::Size) {
            addSizeByte(c);
        } else if (m_state == State::Extension) {
            if (!isPastLimit() && c == '\n')
                endSize();
        } else if (m_state == State::Trailer) {
            addTrailerByte(c);
        } else if (c == '\n') { // after a chunk's data
            m_state = State::Size;
            m_digits = 0;
            m_sizeEnded = false;
        } else if (c == '\r' && m_state == State::DataEnd) {
            m_state = State::DataLineFeed;
        } else {
            m_problem = "a chunk of the response is longer than the size it began with";
        }
    }
    return step;
}

}
