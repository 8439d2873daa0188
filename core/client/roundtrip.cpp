// SPDX-License-Identifier: Apache-2.0
#include "client/roundtrip.h"

#include <linux/tcp.h> // glibc's own lacks tcpi_min_rtt
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstddef>
#include <limits>

namespace streamgauge {

std::optional<nanoseconds> roundTripOf(int socket)
{
    constexpr std::size_t needed = offsetof(tcp_info, tcpi_min_rtt) + sizeof(tcp_info::tcpi_min_rtt);
    tcp_info info {};
    socklen_t size = sizeof info;
    if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 || size < needed)
        return std::nullopt;
    if (info.tcpi_min_rtt == 0 || info.tcpi_min_rtt == std::numeric_limits<__u32>::max())
        return std::nullopt; // nothing has been acknowledged yet
    return microseconds(info.tcpi_min_rtt);
}

}
