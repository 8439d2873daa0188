// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/plainclient.h"
#include "client/responsereader.h"

#include <optional>
#include <string>

namespace streamgauge {

/// One request over a plain connection, and over a second one where the first turns out closed before any answer.
class PlainClient::Transfer : public Transport::Transfer, public SocketUser, public ConnectionTaker
{
public:
    Transfer(PlainClient &owner, PlainRequest request);
    ~Transfer() override; ///< closes its connection

    void begin(); ///< on a connection kept open where there is one
    void cancel() override;

    void onConnected(int socket, nanoseconds took) override;
    void onNotConnected(const std::string &why) override;
    void handleSocket(int socket, std::uint32_t what) override;

private:
    void open();
    void send(std::optional<nanoseconds> connect);
    void writeMore();
    void read();
    void handleBytes(char *bytes, std::size_t size);
    void handleClosed(int error);
    void finish(TransferEnd end, TimePoint at);
    std::size_t unwritten() const;

    PlainClient &m_owner;
    const PlainRequest m_request;
    Transport::Transfer *m_opening = nullptr;
    int m_socket = -1;
    bool m_isReused = false;
    bool m_isWatchedForWriting = false;
    std::size_t m_written = 0;
    int m_writeError = 0; ///< the rest of the request cannot be sent; an answer may still be there
    ResponseReader m_response;
};

}
