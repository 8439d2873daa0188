// SPDX-License-Identifier: Apache-2.0
#include "client/kernelstamps.h"

#include <QtGlobal>

#include <sys/socket.h>
#ifdef Q_OS_LINUX
#include <arpa/inet.h>
#include <linux/errqueue.h>
#include <linux/net_tstamp.h>
#include <netinet/in.h>
#include <poll.h>
#include <unistd.h>
#endif

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <optional>

namespace streamgauge {

#ifdef Q_OS_LINUX

namespace {

nanoseconds toNanoseconds(const timespec &time)
{
    return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

nanoseconds wallClock()
{
    timespec now {};
    clock_gettime(CLOCK_REALTIME, &now);
    return toNanoseconds(now);
}

bool askForStamps(int socket)
{
    const int wanted = SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;
    return setsockopt(socket, SOL_SOCKET, SO_TIMESTAMPING, &wanted, sizeof wanted) == 0;
}

std::optional<nanoseconds> stampIn(msghdr &message)
{
    for (cmsghdr *part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPING)
            continue;
        scm_timestamping stamps {};
        std::memcpy(&stamps, CMSG_DATA(part), sizeof stamps);
        const nanoseconds software = std::chrono::seconds(stamps.ts[0].tv_sec) + nanoseconds(stamps.ts[0].tv_nsec);
        if (software > 0ns)
            return software;
    }
    return std::nullopt;
}

}

KernelStamps::KernelStamps()
    : m_holder(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
{
    askForStamps(m_holder);
    // Any one comparison may have been interrupted between the clocks; the closest counts.
    constexpr int attempts = 20;
    for (int i = 0; i < attempts; ++i)
        compareClocks();
}

KernelStamps::~KernelStamps()
{
    close(m_holder);
}

bool KernelStamps::enable(int socket)
{
    int protocol = 0;
    socklen_t size = sizeof protocol;
    return getsockopt(socket, SOL_SOCKET, SO_PROTOCOL, &protocol, &size) == 0 && protocol == IPPROTO_TCP
        && askForStamps(socket);
}

void KernelStamps::compareClocks()
{
    const TimePoint before = Clock::now();
    const nanoseconds wall = wallClock();
    const nanoseconds doubt = Clock::now() - before;
    const nanoseconds offset = before.time_since_epoch() + doubt / 2 - wall;
    if (m_doubt == nanoseconds::max()) {
        m_offset = offset;
        m_doubt = doubt;
        return;
    }
    // Both clocks run at one speed, slewed alike: what differs by more than the doubt is a step.
    constexpr auto pause = 100ms;
    const bool stepped = std::chrono::abs(offset - m_offset) > doubt + m_doubt;
    if (stepped)
        m_usableFrom = before + pause;
    if (stepped || doubt <= m_doubt) {
        m_offset = offset;
        m_doubt = doubt;
    }
}

namespace {

/// A read of one buffer, with room for the packet's stamp.
struct StampedRead
{
    StampedRead(char *bytes, std::size_t size)
        : buffer {.iov_base = bytes, .iov_len = size}
    {
        message.msg_iov = &buffer;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
    }
    StampedRead(const StampedRead &) = delete;
    StampedRead &operator=(const StampedRead &) = delete;

    iovec buffer;
    alignas(cmsghdr) std::array<char, 256> control;
    msghdr message {};
};

}

std::expected<TimePoint, int> KernelStamps::arrivalOf(int socket, std::size_t bytes) const
{
    // With MSG_TRUNC a TCP socket counts instead of copying, so that nothing is written to the buffer.
    char unused = 0;
    StampedRead read(&unused, bytes);
    if (recvmsg(socket, &read.message, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT) < 0)
        return std::unexpected(errno == EAGAIN || errno == EINTR ? 0 : errno);
    if (const auto arrival = usable(stampIn(read.message)))
        return *arrival;
    return std::unexpected(0);
}

std::optional<TimePoint> KernelStamps::usable(std::optional<nanoseconds> stamp) const
{
    if (!stamp || *stamp + m_offset < m_usableFrom.time_since_epoch())
        return std::nullopt;
    return TimePoint(*stamp + m_offset);
}

KernelStamps::Received KernelStamps::receive(int socket, char *bytes, std::size_t size) const
{
    StampedRead read(bytes, size);
    const ssize_t count = recvmsg(socket, &read.message, MSG_DONTWAIT);
    if (count < 0)
        return {.size = -1, .error = errno == EINTR ? EAGAIN : errno};
    return {.size = count, .error = 0, .arrival = count > 0 ? usable(stampIn(read.message)) : std::nullopt};
}

namespace {

class LoopbackPair
{
public:
    LoopbackPair()
    {
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto *const generic = reinterpret_cast<sockaddr *>(&address);
        socklen_t size = sizeof address;
        const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (bind(listener, generic, size) == 0 && listen(listener, 1) == 0
            && getsockname(listener, generic, &size) == 0) {
            receiver = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            KernelStamps::enable(receiver);
            if (connect(receiver, generic, size) == 0)
                sender = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        }
        close(listener);
    }

    ~LoopbackPair()
    {
        close(receiver);
        close(sender);
    }

    LoopbackPair(const LoopbackPair &) = delete;
    LoopbackPair &operator=(const LoopbackPair &) = delete;

    int receiver = -1;
    int sender = -1;
};

/// The kernel begins to stamp a moment after it was asked to: a few bytes are tried, a millisecond apart at most.
bool stampComes()
{
    constexpr int attempts = 50;
    const KernelStamps stamps;
    const LoopbackPair pair;
    for (int i = 0; i < attempts; ++i) {
        char byte = 'x';
        if (send(pair.sender, &byte, 1, MSG_NOSIGNAL) != 1)
            return false;
        pollfd waiting {.fd = pair.receiver, .events = POLLIN, .revents = 0};
        if (poll(&waiting, 1, 1000) != 1)
            return false;
        if (stamps.arrivalOf(pair.receiver, 1))
            return true;
        if (recv(pair.receiver, &byte, 1, 0) != 1)
            return false;
        poll(nullptr, 0, 1);
    }
    return false;
}

}

bool kernelStampsWork()
{
    static const bool works = stampComes();
    return works;
}

#else

KernelStamps::KernelStamps() = default;
KernelStamps::~KernelStamps() = default;

bool KernelStamps::enable(int)
{
    return false;
}

void KernelStamps::compareClocks() { }

std::expected<TimePoint, int> KernelStamps::arrivalOf(int, std::size_t) const
{
    return std::unexpected(0);
}

std::optional<TimePoint> KernelStamps::usable(std::optional<nanoseconds>) const
{
    return std::nullopt;
}

KernelStamps::Received KernelStamps::receive(int socket, char *bytes, std::size_t size) const
{
    const auto count = recv(socket, bytes, size, MSG_DONTWAIT);
    return {.size = count, .error = count >= 0 ? 0 : errno == EINTR ? EAGAIN : errno};
}

bool kernelStampsWork()
{
    return false;
}

#endif

}
