// SPDX-License-Identifier: Apache-2.0
#include "client/plainclient.h"

#include "client/plaintransfer.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace streamgauge {

PlainClient::PlainClient(int pool, SocketEvents &events, ReadClock &reads, CurlClient &connections)
    : m_pool(static_cast<std::size_t>(std::max(pool, 1)))
    , m_events(events)
    , m_reads(reads)
    , m_connections(connections)
    , m_buffer(static_cast<std::size_t>(readBytes))
{
}

PlainClient::~PlainClient()
{
    m_transfers.clear();
    while (!m_idle.empty()) {
        closeSocket(m_idle.front().socket);
        m_idle.pop_front();
    }
}

Transport::Transfer *PlainClient::post(PlainRequest request, std::shared_ptr<const HttpTarget> target,
                                       std::shared_ptr<const QByteArray> body, TransferObserver &observer)
{
    auto owned = std::make_unique<Transfer>(*this, std::move(request));
    Transfer *const transfer = owned.get();
    transfer->observer = &observer;
    transfer->target = std::move(target);
    transfer->body = std::move(body);
    m_transfers.emplace(transfer, std::move(owned));
    transfer->begin();
    return transfer;
}

/// The youngest: the others get older and are closed.
int PlainClient::takeIdle(const std::string &origin)
{
    constexpr auto longestIdle = 118s; // as libcurl: many servers close after two minutes
    const TimePoint now = Clock::now();
    while (!m_idle.empty() && now - m_idle.front().since > longestIdle) {
        closeSocket(m_idle.front().socket);
        m_idle.pop_front();
    }
    for (auto idle = m_idle.rbegin(); idle != m_idle.rend();) {
        if (idle->origin != origin) {
            ++idle;
            continue;
        }
        const int socket = idle->socket;
        idle = std::make_reverse_iterator(m_idle.erase(std::next(idle).base()));
        char byte = 0;
        if (recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN)
            return socket;
        closeSocket(socket); // closed by the server, or it said something unasked
    }
    return -1;
}

void PlainClient::keepIdle(int socket, const std::string &origin)
{
    m_idle.push_back({.socket = socket, .origin = origin, .since = Clock::now()});
    m_events.watch(socket, EPOLLIN, *this);
    if (m_idle.size() > m_pool) {
        closeSocket(m_idle.front().socket);
        m_idle.pop_front();
    }
}

/// Whatever an idle connection says, it is of no more use.
void PlainClient::handleSocket(int socket, std::uint32_t)
{
    const auto found = std::ranges::find(m_idle, socket, &Idle::socket);
    char byte = 0;
    if (found == m_idle.end() || (recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN))
        return;
    m_idle.erase(found);
    closeSocket(socket);
}

void PlainClient::closeSocket(int socket)
{
    m_events.forget(socket);
    m_reads.remove(socket);
    close(socket);
}

void PlainClient::remove(Transfer &transfer)
{
    m_transfers.erase(&transfer);
}

}
