// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace streamgauge {

/// A chunked body (RFC 9112, 7.1) from bytes in any split. Extensions and trailers are skipped; lines may end with \n
/// alone. Pure: no I/O.
class ChunkedBody
{
public:
    struct Step
    {
        std::size_t taken = 0;    ///< of the bytes given; fewer than all only at the end or where something is wrong
        std::size_t bodySize = 0; ///< what they were of the body: now at their beginning, in one piece
    };

    /// Moves what is body within @p bytes to their beginning.
    Step feed(char *bytes, std::size_t size);

    bool isComplete() const { return m_state == State::Complete; }
    const std::string &problem() const { return m_problem; } ///< in words; empty where all is in order

private:
    enum class State { Size, Extension, Data, DataEnd, DataLineFeed, Trailer, Complete };

    void addSizeByte(char c);
    void endSize();
    void addTrailerByte(char c);
    bool isPastLimit();

    State m_state = State::Size;
    std::uint64_t m_left = 0; ///< of the chunk under way
    int m_digits = 0;
    bool m_sizeEnded = false;    ///< by a space: only more of those, an extension or the line's end may follow
    bool m_lineIsEmpty = true;   ///< of the trailer line under way
    std::size_t m_lineBytes = 0; ///< of a size line or the trailer
    std::string m_problem;
};

}
