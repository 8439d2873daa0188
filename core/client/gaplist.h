// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace streamgauge {

/// Gaps between events in microseconds, in as few bytes as they need: 1 below 128 µs, 2 below 16 ms, 3 below 2 s, at
/// most 5. Grows by an eighth, so that hardly more than that is reserved and unused.
class GapList
{
public:
    void add(std::uint32_t gap_us);

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    std::uint32_t last_us() const { return m_last_us; } ///< 0 where there is none

    /// Calls @p visit(gap_us) for each, oldest first.
    template<typename Visitor>
    void forEach(Visitor visit) const
    {
        std::uint32_t gap_us = 0;
        int shift = 0;
        for (const unsigned char byte : m_bytes) {
            gap_us |= static_cast<std::uint32_t>(byte & lowBits) << shift;
            shift += bitsPerByte;
            if (byte & moreFollow)
                continue;
            visit(gap_us);
            gap_us = 0;
            shift = 0;
        }
    }

    std::vector<std::uint32_t> toVector() const;

private:
    static constexpr unsigned char moreFollow = 0x80;
    static constexpr unsigned char lowBits = 0x7F;
    static constexpr int bitsPerByte = 7;

    std::vector<unsigned char> m_bytes; ///< LEB128
    std::size_t m_size = 0;
    std::uint32_t m_last_us = 0;
};

}
