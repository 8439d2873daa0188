// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace streamgauge {

class SocketUser
{
public:
    virtual ~SocketUser() = default;

    /// @p what: EPOLL…; may be out of date where another user closed or opened sockets in the same round.
    virtual void handleSocket(int socket, std::uint32_t what) = 0;
};

/// One epoll descriptor, level-triggered, and who wants to know of which socket.
class SocketEvents
{
public:
    SocketEvents();
    ~SocketEvents();
    SocketEvents(const SocketEvents &) = delete;
    SocketEvents &operator=(const SocketEvents &) = delete;

    int descriptor() const { return m_epoll; }

    void watch(int socket, std::uint32_t what, SocketUser &user); ///< also one that is watched already
    void forget(int socket);                                      ///< before it is closed

    /// Tells the users of a bounded number of sockets that are ready, in the kernel's order; waits for none.
    void dispatch();

private:
    int m_epoll;
    std::vector<SocketUser *> m_users; ///< by socket
};

}
