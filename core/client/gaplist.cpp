// SPDX-License-Identifier: Apache-2.0
#include "client/gaplist.h"

#include <algorithm>

namespace streamgauge {

namespace {

template<typename Container>
void makeRoom(Container &container, std::size_t more)
{
    constexpr std::size_t leastRoom = 32;
    const std::size_t needed = container.size() + more;
    if (needed > container.capacity())
        container.reserve(needed + std::max(leastRoom, needed / 8));
}

}

void GapList::add(std::uint32_t gap_us)
{
    constexpr std::size_t longest = 5;
    makeRoom(m_bytes, longest);
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
    makeRoom(text, more.size());
    text += more;
}

}
