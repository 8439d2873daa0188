// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/curlclient.h"
#include "client/plainrequest.h"
#include "client/socketevents.h"
#include "client/transfer.h"

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace streamgauge {

/// HTTP/1.1 over plain sockets with one system call a read, which brings the bytes and their arrival. Connections are
/// opened by libcurl.
class PlainClient : public SocketUser
{
public:
    class Transfer;

    /// Keeps at most @p pool idle connections open. The others must outlive the client.
    PlainClient(int pool, SocketEvents &events, ReadClock &reads, CurlClient &connections);
    ~PlainClient() override;
    PlainClient(const PlainClient &) = delete;
    PlainClient &operator=(const PlainClient &) = delete;

    /// Tells @p observer that it was sent before it returns where a connection is open; nothing else.
    Transport::Transfer *post(PlainRequest request, std::shared_ptr<const HttpTarget> target,
                              std::shared_ptr<const QByteArray> body, TransferObserver &observer);

    void handleSocket(int socket, std::uint32_t what) override; ///< of an idle one

private:
    struct Idle
    {
        int socket;
        std::string origin;
        TimePoint since;
    };

    int takeIdle(const std::string &origin); ///< −1: there is none
    void keepIdle(int socket, const std::string &origin);
    void closeSocket(int socket);
    void remove(Transfer &transfer);

    std::size_t m_pool;
    SocketEvents &m_events;
    ReadClock &m_reads;
    CurlClient &m_connections;
    std::vector<char> m_buffer; ///< of the read under way
    std::deque<Idle> m_idle;    ///< oldest first
    std::unordered_map<Transfer *, std::unique_ptr<Transfer>> m_transfers;
};

}
