// SPDX-License-Identifier: Apache-2.0
#include "client/gaplist.h"

#include "client/sparinggrowth.h"

namespace streamgauge {

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

}
