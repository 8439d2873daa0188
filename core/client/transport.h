// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace streamgauge {

/// Where requests go: what all requests to one endpoint share. Immutable while transfers use it.
struct HttpTarget
{
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    bool http2 = false;
    std::string caFile; ///< certificates to trust (PEM) instead of the system's; empty: those
    nanoseconds connectLimit = 10s;
};

/// How a transfer ended.
struct TransferEnd
{
    enum class Kind { Complete, ConnectFailed, ConnectionLost, Cancelled };

    Kind kind = Kind::Complete;
    std::string message {};                  ///< why, in words; empty where complete
    std::optional<nanoseconds> roundTrip {}; ///< of a connection that is still open
};

/// What happens to one POST. Called on the transport's thread; none is called after onEnd, nor after cancel().
class TransferObserver
{
public:
    virtual ~TransferObserver() = default;

    /// The request goes out on an established connection. @p connect: what opening it took; empty on a reused one.
    /// Called again, with new times, where a reused connection turned out to be closed by the server.
    virtual void onSent(TimePoint at, std::optional<nanoseconds> connect) = 0;
    virtual void onHeaders(TimePoint at, int status, std::string_view contentType, std::string_view retryAfter) = 0;
    /// @p at: when the last packet of the read that brought these bytes arrived, by the kernel's stamp where there is
    /// one, else the time right after the read. Ascending. False ends the transfer (onEnd: Cancelled).
    virtual bool onBody(std::string_view bytes, TimePoint at) = 0;
    virtual void onEnd(const TransferEnd &end, TimePoint at) = 0;
};

/// HTTP POSTs whose answers are streams, as many at once as wanted, driven by epoll inside the event loop of the thread
/// it lives in: plain HTTP/1.1 read by ourselves, TLS, HTTP/2 and proxies by libcurl's multi interface. Connections are
/// kept open and reused; TCP_NODELAY; no `Expect:` header; system proxies are ignored for loopback.
class Transport : public QObject
{
    Q_OBJECT

public:
    class Transfer;

    /// Keeps at most @p pool idle connections open.
    explicit Transport(int pool, QObject *parent = nullptr);
    ~Transport() override; ///< ends what is under way without calling observers

    /// @p observer must outlive the transfer. The handle is valid until onEnd is called or cancel() is. onSent may be
    /// called before post() returns, nothing else.
    Transfer *post(std::shared_ptr<const HttpTarget> target, std::shared_ptr<const QByteArray> body,
                   TransferObserver &observer);
    void cancel(
        Transfer *transfer); ///< closes its connection at once; not from inside an observer's callback other than onEnd

    // Inside onHeaders and onBody:
    TimePoint readTime() const; ///< right after the read under way
    bool isStamped() const;     ///< its arrival time is the kernel's

private:
    struct Private;

    void handleSockets();

    std::unique_ptr<Private> d;
    QSocketNotifier m_notifier;
};

}
