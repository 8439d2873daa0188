// SPDX-License-Identifier: Apache-2.0
#include "client/transport.h"

#include "client/curlclient.h"
#include "client/plainclient.h"

namespace streamgauge {

struct Transport::Private
{
    explicit Private(int pool)
        : curl(pool, events, reads, timer)
        , plain(pool, events, reads, curl)
    {
    }

    QTimer timer;
    SocketEvents events;
    ReadClock reads;
    CurlClient curl;
    PlainClient plain;
};

Transport::Transport(int pool, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(pool))
    , m_notifier(d->events.descriptor(), QSocketNotifier::Read)
{
    d->timer.setSingleShot(true);
    d->timer.setTimerType(Qt::PreciseTimer);
    connect(&m_notifier, &QSocketNotifier::activated, this, &Transport::handleSockets);
    connect(&d->timer, &QTimer::timeout, this, [this] { d->curl.handleTimeout(); });
}

Transport::~Transport()
{
    m_notifier.setEnabled(false);
}

Transport::Transfer *Transport::post(std::shared_ptr<const HttpTarget> target, std::shared_ptr<const QByteArray> body,
                                     TransferObserver &observer)
{
    if (auto request = plainRequest(*target, static_cast<std::size_t>(body->size())))
        return d->plain.post(*std::move(request), std::move(target), std::move(body), observer);
    return d->curl.post(std::move(target), std::move(body), observer);
}

TimePoint Transport::readTime() const
{
    return d->reads.readTime();
}

bool Transport::isStamped() const
{
    return d->reads.isStamped();
}

void Transport::cancel(Transfer *transfer)
{
    transfer->cancel();
}

void Transport::handleSockets()
{
    d->reads.compareClocks();
    d->events.dispatch();
}

}

#include "moc_transport.cpp"
