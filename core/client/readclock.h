// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "client/kernelstamps.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace streamgauge {

/// When what a read brings arrived: by the kernel's stamp where the socket has them, else by the clock right after it.
/// Between begin() and end() all times are those of one read.
class ReadClock
{
public:
    void add(int socket);                              ///< a new one: the kernel is asked to stamp what it receives
    void remove(int socket);                           ///< closed: its number may be used again
    void compareClocks() { m_stamps.compareClocks(); } ///< before the reads of one wake-up

    /// Before @p bytes at most are read. What it returns is an error taken off the socket by looking, or 0.
    int begin(int socket, std::size_t bytes);
    /// Instead of begin(): reads what has come on @p socket, without waiting.
    KernelStamps::Received receive(int socket, char *bytes, std::size_t size);
    void end();

    TimePoint arrival();  ///< never after readTime()
    TimePoint readTime(); ///< right after the read
    bool isStamped() const { return m_stamp.has_value(); }

private:
    KernelStamps m_stamps;
    std::vector<bool> m_stamped; ///< by socket
    std::optional<TimePoint> m_stamp;
    std::optional<TimePoint> m_readTime;
};

}
