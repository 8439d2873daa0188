// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/chatstream.h"
#include "client/transport.h"
#include "metrics/requestrecord.h"
#include "suite/plan.h"

#include <functional>
#include <optional>
#include <string>

namespace streamgauge {

/// One request under way: what the transport tells becomes a record.
class ActiveRequest : public TransferObserver
{
public:
    struct Listener
    {
        /// @p chunks with text arrived at @p to; the one before them at @p from.
        std::function<void(const ActiveRequest &, TimePoint from, TimePoint to, int chunks)> onChunks;
        std::function<void(ActiveRequest &)> onEnded; ///< may delete the request
    };

    /// @p scheduled: when the plan wanted it sent; @p due: what decided that.
    ActiveRequest(const PlannedRequest &planned, int stage, TimePoint runStart, TimePoint scheduled, Due due,
                  ChatChunkParser &parser, const Listener &listener, Api api = Api::Chat);

    void start(Transport &transport, std::shared_ptr<const HttpTarget> target, std::shared_ptr<const QByteArray> body);

    /// Ends it from our side, as "cancelled" or "stalled"; onEnded is not called.
    void abort(Transport &transport, const RequestError &error, TimePoint at);

    void setHasExtras(bool hasExtras) { m_hasExtras = hasExtras; } ///< its body has fields a strict server may refuse
    /// Which prompt of a dataset it is sent, and the max_tokens with it where they are not the test's.
    void setDrawn(int entry, std::optional<int> maxTokens)
    {
        m_record.datasetEntry = entry;
        m_record.maxTokens = maxTokens;
    }
    bool hasExtras() const { return m_hasExtras; }
    int status() const { return m_status; } ///< HTTP status; 0 before there is one
    TimePoint scheduledAt() const { return m_runStart + m_record.scheduled; }
    Due due() const { return m_record.due; }

    const PlannedRequest &planned() const { return m_planned; }
    const StreamProgress &progress() const { return m_stream.progress(); }
    std::optional<TimePoint> sentAt() const { return m_sentAt; }
    TimePoint startedAt() const { return m_startedAt; }
    TimePoint lastActivity() const { return m_lastActivity; }

    RequestRecord takeRecord(); ///< once, after the end

    void onSent(TimePoint at, std::optional<nanoseconds> connect) override;
    void onHeaders(TimePoint at, int status, std::string_view contentType, std::string_view retryAfter) override;
    bool onBody(std::string_view bytes, TimePoint at) override;
    void onEnd(const TransferEnd &end, TimePoint at) override;

private:
    bool isStream() const { return m_status == 200 && m_isStreamType; }
    void collect(std::string_view bytes);
    RequestError refusal() const;
    RequestError transferError(const TransferEnd &end) const;

    const PlannedRequest m_planned;
    const TimePoint m_runStart;
    const Listener &m_listener;
    const Api m_api;
    ChatStream m_stream;
    RequestRecord m_record;
    Transport::Transfer *m_transfer = nullptr;
    TimePoint m_startedAt;
    TimePoint m_lastActivity;
    std::optional<TimePoint> m_sentAt;
    int m_status = 0;
    bool m_hasExtras = true;
    bool m_isStreamType = false;
    std::string m_contentType;
    std::string m_retryAfter;
    std::string m_body; ///< first 2 KiB of an answer that is no stream
};

}
