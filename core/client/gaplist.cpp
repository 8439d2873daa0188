// SPDX-License-Identifier: Apache-2.0
#include "client/gaplist.h"

#include <algorithm>

namespace streamgauge {

namespace {

/// What to reserve for @p needed.
std::size_t withRoom(std::size_t needed)
{
    constexpr std::size_t leastRoom = 32;
    return needed + std::max(leastRoom, needed / 8);
}

}

void GapList::add(std::uint32_t gap_us)
{
    constexpr std::size_t longest = 5;
    if (m_bytes.size() + longest > m_bytes.capacity())
        m_bytes.reserve(withRoom(m_bytes.size() + longest));
    m_last_us = gap_us;
    ++m_size;
    while (gap_us > lowBits) {
        m_bytes.push_back(static_cast<unsigned char>(gap_us & lowBits) | moreFollow);
        gap_us >>= bitsPerByte;
    }
    m_bytes.push_back(static_cast<unsigned char>(gap_us));
}

std::vector<std::uint32_t> GapList::toVector() const
{
    std::vector<std::uint32_t> gaps;
    gaps.reserve(m_size);
    forEach([&gaps](std::uint32_t gap_us) { gaps.push_back(gap_us); });
    return gaps;
}

void appendSparingly(std::string &text, std::string_view more)
{
    if (const std::size_t needed = text.size() + more.size(); needed > text.capacity()) {
        std::string larger; // reserve() of one that holds text may double it
        larger.reserve(withRoom(needed));
        larger = text;
        text.swap(larger);
    }
    text += more;
}

}
