// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <cstddef>
#include <expected>
#include <optional>

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

    struct Received
    {
        std::ptrdiff_t size = 0; ///< 0: closed by the peer; below 0: nothing, and `error` says why
        int error = 0;           ///< EAGAIN where nothing has come
        std::optional<TimePoint> arrival {};
    };

    /// Reads what has come, at most @p size bytes, without waiting, with the last packet's arrival as arrivalOf() gives
    /// it; no arrival on a socket for which enable() was not called or failed.
    Received receive(int socket, char *bytes, std::size_t size) const;

private:
    std::optional<TimePoint> usable(std::optional<nanoseconds> stamp) const; ///< a stamp on the wall clock

    int m_holder =
        -1; ///< keeps the kernel stamping: it starts late, and stops, with the first and the last such socket
    nanoseconds m_offset {};                  ///< Clock − wall clock
    nanoseconds m_doubt = nanoseconds::max(); ///< of m_offset
    TimePoint m_usableFrom;
};

/// Whether this machine's kernel stamps packets: tried once, on loopback.
bool kernelStampsWork();

}
