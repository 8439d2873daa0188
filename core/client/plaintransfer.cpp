// SPDX-License-Identifier: Apache-2.0
#include "client/plaintransfer.h"

#include "client/roundtrip.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace streamgauge {

PlainClient::Transfer::Transfer(PlainClient &owner, PlainRequest request)
    : m_owner(owner)
    , m_request(std::move(request))
{
}

PlainClient::Transfer::~Transfer()
{
    if (m_opening)
        m_opening->cancel();
    if (m_socket >= 0)
        m_owner.closeSocket(m_socket);
}

void PlainClient::Transfer::begin()
{
    m_socket = m_owner.takeIdle(m_request.origin);
    if (m_socket < 0)
        return open();
    m_isReused = true;
    send(std::nullopt);
}

void PlainClient::Transfer::open()
{
    started = Clock::now();
    m_isReused = false;
    m_opening = m_owner.m_connections.open(target, *this);
}

void PlainClient::Transfer::cancel()
{
    m_owner.remove(*this);
}

void PlainClient::Transfer::onConnected(int socket, nanoseconds took)
{
    m_opening = nullptr;
    m_socket = socket;
    send(took);
}

void PlainClient::Transfer::onNotConnected(const std::string &why)
{
    m_opening = nullptr;
    finish({.kind = TransferEnd::Kind::ConnectFailed, .message = why}, Clock::now());
}

std::size_t PlainClient::Transfer::unwritten() const
{
    return m_request.head.size() + static_cast<std::size_t>(body->size()) - m_written;
}

void PlainClient::Transfer::send(std::optional<nanoseconds> connect)
{
    m_written = 0;
    m_writeError = 0;
    const TimePoint now = Clock::now();
    lastArrival = now; // nothing of the answer comes before; the clocks are compared to some microseconds only
    observer->onSent(now, connect);
    writeMore();
    m_isWatchedForWriting = unwritten() > 0 && m_writeError == 0;
    // Where writing failed for good the reading that follows tells how it ends.
    m_owner.m_events.watch(m_socket, m_isWatchedForWriting ? EPOLLIN | EPOLLOUT : EPOLLIN, *this);
}

void PlainClient::Transfer::writeMore()
{
    const std::string &head = m_request.head;
    const std::size_t ofHead = std::min(m_written, head.size());
    const std::size_t ofBody = m_written - ofHead;
    std::array<iovec, 2> parts {{
        {.iov_base = const_cast<char *>(head.data() + ofHead), .iov_len = head.size() - ofHead},
        {.iov_base = const_cast<char *>(body->constData() + ofBody),
         .iov_len = static_cast<std::size_t>(body->size()) - ofBody},
    }};
    msghdr message {};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    const ssize_t count = sendmsg(m_socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count >= 0)
        m_written += static_cast<std::size_t>(count);
    else if (errno != EAGAIN && errno != EINTR)
        m_writeError = errno;
}

void PlainClient::Transfer::handleSocket(int, std::uint32_t what)
{
    if (what & EPOLLOUT) {
        writeMore();
        if (unwritten() == 0 || m_writeError != 0) {
            m_isWatchedForWriting = false;
            m_owner.m_events.watch(m_socket, EPOLLIN, *this);
        }
    }
    if (what & (EPOLLIN | EPOLLHUP | EPOLLERR))
        read();
}

/// Once: what has come since is told by the next round, so that no stream keeps others waiting.
void PlainClient::Transfer::read()
{
    ReadClock &reads = m_owner.m_reads;
    std::vector<char> &buffer = m_owner.m_buffer;
    const KernelStamps::Received received = reads.receive(m_socket, buffer.data(), buffer.size());
    if (received.size > 0)
        handleBytes(buffer.data(), static_cast<std::size_t>(received.size));
    else if (received.size == 0 || received.error != EAGAIN)
        handleClosed(received.error);
    reads.end();
}

void PlainClient::Transfer::handleBytes(char *bytes, std::size_t size)
{
    const ResponseReader::Part part = m_response.feed(bytes, size);
    const TimePoint at = arrival(m_owner.m_reads);
    if (part.endsHead) {
        const HttpHead &head = m_response.head();
        observer->onHeaders(at, head.status, head.contentType, head.retryAfter);
    }
    if (!part.body.empty() && !observer->onBody(part.body, at))
        return finish({.kind = TransferEnd::Kind::Cancelled, .message = "the answer was not wanted any more"}, at);
    if (!m_response.problem().empty())
        return finish({.kind = TransferEnd::Kind::ConnectionLost, .message = m_response.problem()}, at);
    if (m_response.isComplete())
        finish({}, at);
}

/// By the server, or by @p error.
void PlainClient::Transfer::handleClosed(int error)
{
    if (m_isReused && !m_response.hasBegun()) {
        m_owner.closeSocket(std::exchange(m_socket, -1));
        return open();
    }
    TransferEnd end;
    if (error == 0)
        m_response.close();
    if (error != 0 || (m_writeError != 0 && !m_response.isComplete()))
        end = {.kind = TransferEnd::Kind::ConnectionLost, .message = std::strerror(error != 0 ? error : m_writeError)};
    else if (!m_response.isComplete())
        end = {.kind = TransferEnd::Kind::ConnectionLost, .message = m_response.problem()};
    m_owner.closeSocket(std::exchange(m_socket, -1));
    finish(end, Clock::now());
}

void PlainClient::Transfer::finish(TransferEnd end, TimePoint at)
{
    if (m_socket >= 0 && end.kind == TransferEnd::Kind::Complete) {
        end.roundTrip = roundTripOf(m_socket);
        if (m_response.isReusable() && unwritten() == 0)
            m_owner.keepIdle(std::exchange(m_socket, -1), m_request.origin);
    }
    TransferObserver *const told = observer;
    m_owner.remove(*this);
    told->onEnd(end, at);
}

}
