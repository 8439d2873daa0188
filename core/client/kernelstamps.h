// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <cstddef>
#include <expected>

namespace streamgauge {

/// When the packets of a socket arrived, by the kernel's own receive timestamps (Linux, SO_TIMESTAMPING in software).
/// They are on the wall clock; here they become times on Clock. Not thread-safe: one per thread.
class KernelStamps
{
public:
    KernelStamps();
    ~KernelStamps();
    KernelStamps(const KernelStamps &) = delete;
    KernelStamps &operator=(const KernelStamps &) = delete;

    /// Asks the kernel to stamp what @p socket receives. False where it cannot: then arrivalOf() must not be called.
    static bool enable(int socket);

    /// Compares the two clocks; to be called before a round of reads. After a step of the wall clock there are no
    /// arrivals for 100 ms, since stamps from before it cannot be converted.
    void compareClocks();

    /// Of the last packet among the next @p bytes that @p socket would give; nothing is taken off it. Packets that the
    /// kernel has merged in its queue have the last one's time. Where there is none: the socket's error, which is taken
    /// off it by asking, or 0.
    std::expected<TimePoint, int> arrivalOf(int socket, std::size_t bytes) const;

private:
    int m_holder =
        -1; ///< keeps the kernel stamping: it starts late, and stops, with the first and the last such socket
    nanoseconds m_offset {};                  ///< Clock − wall clock
    nanoseconds m_doubt = nanoseconds::max(); ///< of m_offset
    TimePoint m_usableFrom;
};

/// Whether this machine's kernel stamps packets: tried once, on loopback.
bool kernelStampsWork();

}
