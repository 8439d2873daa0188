// SPDX-License-Identifier: Apache-2.0
#include "client/socketevents.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <array>

namespace streamgauge {

SocketEvents::SocketEvents()
    : m_epoll(epoll_create1(EPOLL_CLOEXEC))
{
}

SocketEvents::~SocketEvents()
{
    close(m_epoll);
}

void SocketEvents::watch(int socket, std::uint32_t what, SocketUser &user)
{
    const auto index = static_cast<std::size_t>(socket);
    if (index >= m_users.size())
        m_users.resize(index + 1);
    m_users[index] = &user;
    epoll_event event {};
    event.events = what;
    event.data.fd = socket;
    if (epoll_ctl(m_epoll, EPOLL_CTL_MOD, socket, &event) != 0)
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event);
}

void SocketEvents::forget(int socket)
{
    epoll_ctl(m_epoll, EPOLL_CTL_DEL, socket, nullptr);
    if (const auto index = static_cast<std::size_t>(socket); index < m_users.size())
        m_users[index] = nullptr;
}

void SocketEvents::dispatch()
{
    constexpr int batch = 256;
    std::array<epoll_event, batch> events;
    const int count = epoll_wait(m_epoll, events.data(), batch, 0);
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<std::size_t>(i)];
        if (SocketUser *const user = m_users[static_cast<std::size_t>(event.data.fd)])
            user->handleSocket(event.data.fd, event.events);
    }
}

}
