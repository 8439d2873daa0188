// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/transport.h"

#include <optional>
#include <string>
#include <vector>

namespace streamgauge {

/// Keeps what a transport tells of one transfer.
class TransferRecorder : public TransferObserver
{
public:
    struct Piece
    {
        std::string bytes;
        TimePoint at;
        TimePoint read;
        bool isStamped = false;
    };

    explicit TransferRecorder(Transport &transport)
        : m_transport(transport)
    {
    }

    void onSent(TimePoint at, std::optional<nanoseconds> took) override
    {
        sentAt = at;
        connect = took;
        ++timesSent;
    }
    void onHeaders(TimePoint at, int code, std::string_view type, std::string_view) override
    {
        headersAt = at;
        status = code;
        contentType = type;
    }
    bool onBody(std::string_view bytes, TimePoint at) override
    {
        pieces.push_back({std::string(bytes), at, m_transport.readTime(), m_transport.isStamped()});
        return wantsMore;
    }
    void onEnd(const TransferEnd &how, TimePoint at) override
    {
        end = how;
        endAt = at;
    }

    std::string body() const
    {
        std::string all;
        for (const Piece &piece : pieces)
            all += piece.bytes;
        return all;
    }

    bool wantsMore = true;
    std::optional<TimePoint> sentAt;
    std::optional<nanoseconds> connect; ///< of the last time sent
    int timesSent = 0;
    std::optional<TimePoint> headersAt;
    int status = 0;
    std::string contentType;
    std::vector<Piece> pieces;
    std::optional<TransferEnd> end;
    TimePoint endAt;

private:
    Transport &m_transport;
};

}
