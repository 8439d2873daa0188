// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/curlrequest.h"
#include "client/socketevents.h"
#include "client/transfer.h"

#include <QTimer>

#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace streamgauge {

/// Who wants a connection and nothing else of libcurl.
class ConnectionTaker
{
public:
    virtual ~ConnectionTaker() = default;

    /// @p socket is non-blocking and the taker's from here on; @p took: until it was connected, names resolved.
    virtual void onConnected(int socket, nanoseconds took) = 0;
    virtual void onNotConnected(const std::string &why) = 0;
};

/// Requests by libcurl's multi interface, on sockets and a timer of somebody else's event loop; and connections alone,
/// so that names, several addresses and limits are libcurl's business there too.
class CurlClient : public SocketUser
{
public:
    class Transfer;

    /// @p timer: single-shot; its owner calls handleTimeout(). All three must outlive the client.
    CurlClient(int pool, SocketEvents &events, ReadClock &reads, QTimer &timer);
    ~CurlClient() override;
    CurlClient(const CurlClient &) = delete;
    CurlClient &operator=(const CurlClient &) = delete;

    Transport::Transfer *post(std::shared_ptr<const HttpTarget> target, std::shared_ptr<const QByteArray> body,
                              TransferObserver &observer);
    /// The handle is valid until the taker is called or the transfer is cancelled. Never calls back at once.
    Transport::Transfer *open(std::shared_ptr<const HttpTarget> target, ConnectionTaker &taker);

    void handleSocket(int socket, std::uint32_t what) override;
    void handleTimeout();

private:
    Transfer &add(std::shared_ptr<const HttpTarget> target);
    void begin(Transfer &transfer);
    void configure(Transfer &transfer);
    void release(Transfer &transfer);
    void setUser(int socket, CURL *easy);
    void beginRead(int socket);
    void collectEnded();
    void finish(Transfer &transfer, CURLcode code);
    void handOver(Transfer &transfer, const TransferEnd &end, int socket);
    static TransferEnd endOf(const Transfer &transfer, CURLcode code);
    static void handleHeader(Transfer &transfer, std::string_view line);

    static int onSocket(CURL *easy, curl_socket_t socket, int what, void *self, void *known);
    static int onTimer(CURLM *multi, long timeout_ms, void *self);
    static int onPrereq(void *self, char *, char *, int, int);
    static int onSocketOptions(void *self, curl_socket_t socket, curlsocktype purpose);
    static int onCloseSocket(void *self, curl_socket_t socket);
    static std::size_t onHeader(char *data, std::size_t size, std::size_t count, void *self);
    static std::size_t onWrite(char *data, std::size_t size, std::size_t count, void *self);

    SocketEvents &m_events;
    ReadClock &m_reads;
    QTimer &m_timer;
    CURLM *m_multi;
    std::vector<CURL *> m_idleHandles;
    std::unordered_map<CURL *, std::unique_ptr<Transfer>> m_transfers;
    int m_handedOver = -1;           ///< the socket that libcurl is letting go of
    std::vector<Transfer *> m_users; ///< by socket: whose answer comes on it
};

}
