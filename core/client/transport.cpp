// SPDX-License-Identifier: Apache-2.0
#include "client/transport.h"

#include "client/curlrequest.h"
#include "client/readclock.h"
#include "client/roundtrip.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace streamgauge {

namespace {

bool startsWithIgnoringCase(std::string_view text, std::string_view prefix)
{
    return text.size() >= prefix.size() && qstrnicmp(text.data(), prefix.data(), prefix.size()) == 0;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view space = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(space);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

}

class Transport::Transfer
{
public:
    CURL *easy = nullptr;
    Private *owner = nullptr;
    TransferObserver *observer = nullptr;
    std::shared_ptr<const HttpTarget> target;
    std::shared_ptr<const QByteArray> body;
    HeaderList headers;
    std::array<char, CURL_ERROR_SIZE> errorText {};
    TimePoint started;
    TimePoint lastArrival; ///< arrivals of one transfer never go back
    int socket = -1;
    int socketError = 0; ///< taken off the socket by looking for its stamp
    bool openedConnection = false;
    bool sent = false;
    int status = 0;
    std::string contentType;
    std::string retryAfter;
};

struct Transport::Private
{
    Transport *q = nullptr;
    CURLM *multi = nullptr;
    int epoll = -1;
    std::vector<CURL *> idleHandles;
    std::unordered_map<CURL *, std::unique_ptr<Transfer>> transfers;
    ReadClock reads;
    std::vector<Transfer *> users; ///< by socket

    void setUser(int socket, CURL *easy);
    void beginRead(int socket);
    TimePoint arrival(Transfer &transfer);

    void configure(Transfer &transfer);
    void release(Transfer *transfer);
    void handleHeader(Transfer &transfer, std::string_view line);

    static int onSocket(CURL *easy, curl_socket_t socket, int what, void *self, void *known);
    static int onTimer(CURLM *multi, long timeout_ms, void *self);
    static int onPrereq(void *self, char *, char *, int, int);
    static int onSocketOptions(void *self, curl_socket_t socket, curlsocktype purpose);
    static int onCloseSocket(void *self, curl_socket_t socket);
    static std::size_t onHeader(char *data, std::size_t size, std::size_t count, void *self);
    static std::size_t onWrite(char *data, std::size_t size, std::size_t count, void *self);
};

/// Remembers whose answer comes on @p socket.
void Transport::Private::setUser(int socket, CURL *easy)
{
    const auto index = static_cast<std::size_t>(socket);
    if (index >= users.size())
        users.resize(index + 1);
    const auto found = transfers.find(easy);
    users[index] = found != transfers.end() ? found->second.get() : nullptr;
    if (users[index])
        users[index]->socket = socket;
}

void Transport::Private::beginRead(int socket)
{
    const int error = reads.begin(socket, readBytes);
    const auto index = static_cast<std::size_t>(socket);
    if (error != 0 && index < users.size() && users[index])
        users[index]->socketError = error;
}

TimePoint Transport::Private::arrival(Transfer &transfer)
{
    transfer.lastArrival = std::max(transfer.lastArrival, reads.arrival());
    return transfer.lastArrival;
}

int Transport::Private::onSocket(CURL *easy, curl_socket_t socket, int what, void *self, void *known)
{
    auto *d = static_cast<Private *>(self);
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(d->epoll, EPOLL_CTL_DEL, socket, nullptr);
        d->setUser(socket, nullptr);
        return 0;
    }
    d->setUser(socket, easy);
    epoll_event event {};
    event.data.fd = socket;
    if (what & CURL_POLL_IN)
        event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT)
        event.events |= EPOLLOUT;
    if (!known) {
        curl_multi_assign(d->multi, socket, d);
        if (epoll_ctl(d->epoll, EPOLL_CTL_ADD, socket, &event) == 0)
            return 0;
    }
    // Known to epoll still where the number was reused: then its settings are replaced.
    if (epoll_ctl(d->epoll, EPOLL_CTL_MOD, socket, &event) != 0)
        epoll_ctl(d->epoll, EPOLL_CTL_ADD, socket, &event);
    return 0;
}

int Transport::Private::onTimer(CURLM *, long timeout_ms, void *self)
{
    QTimer &timer = static_cast<Private *>(self)->q->m_timer;
    if (timeout_ms < 0)
        timer.stop();
    else
        timer.start(static_cast<int>(std::min<long>(timeout_ms, 24L * 60 * 60 * 1000)));
    return 0;
}

int Transport::Private::onPrereq(void *self, char *, char *, int, int)
{
    auto &transfer = *static_cast<Transfer *>(self);
    const TimePoint now = Clock::now();
    transfer.lastArrival = now; // nothing of the answer comes before; the clocks are compared to some microseconds only
    transfer.sent = true;
    std::optional<nanoseconds> connect;
    if (transfer.openedConnection)
        connect = now - transfer.started;
    transfer.observer->onSent(now, connect);
    return CURL_PREREQFUNC_OK;
}

int Transport::Private::onSocketOptions(void *self, curl_socket_t socket, curlsocktype)
{
    auto &transfer = *static_cast<Transfer *>(self);
    transfer.openedConnection = true;
    transfer.owner->reads.add(socket);
    return CURL_SOCKOPT_OK;
}

int Transport::Private::onCloseSocket(void *self, curl_socket_t socket)
{
    auto *d = static_cast<Private *>(self);
    d->reads.remove(socket);
    if (const auto index = static_cast<std::size_t>(socket); index < d->users.size())
        d->users[index] = nullptr;
    return close(socket);
}

std::size_t Transport::Private::onHeader(char *data, std::size_t size, std::size_t count, void *self)
{
    auto &transfer = *static_cast<Transfer *>(self);
    transfer.owner->handleHeader(transfer, std::string_view(data, size * count));
    return size * count;
}

void Transport::Private::handleHeader(Transfer &transfer, std::string_view line)
{
    const TimePoint at = arrival(transfer);
    if (startsWithIgnoringCase(line, "http/")) {
        transfer.status = 0;
        if (const std::size_t space = line.find(' '); space != std::string_view::npos)
            std::from_chars(line.data() + space + 1, line.data() + line.size(), transfer.status);
        transfer.contentType.clear();
        transfer.retryAfter.clear();
    } else if (startsWithIgnoringCase(line, "content-type:")) {
        transfer.contentType = trimmed(line.substr(line.find(':') + 1));
    } else if (startsWithIgnoringCase(line, "retry-after:")) {
        transfer.retryAfter = trimmed(line.substr(line.find(':') + 1));
    } else if (trimmed(line).empty() && transfer.status >= 200) {
        // An empty line ends the headers; 1xx are followed by others, and trailers come without a status line.
        transfer.observer->onHeaders(at, transfer.status, transfer.contentType, transfer.retryAfter);
        transfer.status = 0;
    }
}

std::size_t Transport::Private::onWrite(char *data, std::size_t size, std::size_t count, void *self)
{
    auto &transfer = *static_cast<Transfer *>(self);
    const std::string_view bytes(data, size * count);
    return transfer.observer->onBody(bytes, transfer.owner->arrival(transfer)) ? bytes.size() : CURL_WRITEFUNC_ERROR;
}

void Transport::Private::configure(Transfer &transfer)
{
    CURL *const easy = transfer.easy;
    setRequest(easy, *transfer.target, *transfer.body, transfer.headers.get());
    setOption(easy, CURLOPT_ERRORBUFFER, transfer.errorText.data());
    setOption(easy, CURLOPT_PRIVATE, &transfer);
    setOption(easy, CURLOPT_PREREQFUNCTION, &Private::onPrereq);
    setOption(easy, CURLOPT_PREREQDATA, &transfer);
    setOption(easy, CURLOPT_SOCKOPTFUNCTION, &Private::onSocketOptions);
    setOption(easy, CURLOPT_SOCKOPTDATA, &transfer);
    setOption(easy, CURLOPT_CLOSESOCKETFUNCTION, &Private::onCloseSocket);
    setOption(easy, CURLOPT_CLOSESOCKETDATA, this);
    setOption(easy, CURLOPT_HEADERFUNCTION, &Private::onHeader);
    setOption(easy, CURLOPT_HEADERDATA, &transfer);
    setOption(easy, CURLOPT_WRITEFUNCTION, &Private::onWrite);
    setOption(easy, CURLOPT_WRITEDATA, &transfer);
}

void Transport::Private::release(Transfer *transfer)
{
    CURL *const easy = transfer->easy;
    curl_multi_remove_handle(multi, easy);
    curl_easy_reset(easy);
    idleHandles.push_back(easy);
    if (transfer->socket >= 0 && users[static_cast<std::size_t>(transfer->socket)] == transfer)
        users[static_cast<std::size_t>(transfer->socket)] = nullptr;
    transfers.erase(easy);
}

Transport::Transport(int pool, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
    , m_notifier((d->epoll = epoll_create1(EPOLL_CLOEXEC)), QSocketNotifier::Read)
{
    static const CURLcode initialized = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_ASSERT(initialized == CURLE_OK);
    d->q = this;
    d->multi = curl_multi_init();
    curl_multi_setopt(d->multi, CURLMOPT_SOCKETFUNCTION, &Private::onSocket);
    curl_multi_setopt(d->multi, CURLMOPT_SOCKETDATA, d.get());
    curl_multi_setopt(d->multi, CURLMOPT_TIMERFUNCTION, &Private::onTimer);
    curl_multi_setopt(d->multi, CURLMOPT_TIMERDATA, d.get());
    curl_multi_setopt(d->multi, CURLMOPT_MAXCONNECTS, static_cast<long>(std::max(pool, 1)));
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_notifier, &QSocketNotifier::activated, this, &Transport::handleSockets);
    connect(&m_timer, &QTimer::timeout, this, &Transport::handleTimeout);
}

Transport::~Transport()
{
    m_notifier.setEnabled(false);
    while (!d->transfers.empty())
        d->release(d->transfers.begin()->second.get());
    for (CURL *easy : d->idleHandles)
        curl_easy_cleanup(easy);
    curl_multi_cleanup(d->multi);
    close(d->epoll);
}

Transport::Transfer *Transport::post(std::shared_ptr<const HttpTarget> target, std::shared_ptr<const QByteArray> body,
                                     TransferObserver &observer)
{
    CURL *easy = nullptr;
    if (d->idleHandles.empty()) {
        easy = curl_easy_init();
    } else {
        easy = d->idleHandles.back();
        d->idleHandles.pop_back();
    }
    auto owned = std::make_unique<Transfer>();
    Transfer *const transfer = owned.get();
    transfer->easy = easy;
    transfer->owner = d.get();
    transfer->observer = &observer;
    transfer->target = std::move(target);
    transfer->body = std::move(body);
    transfer->headers = headerList(*transfer->target);
    d->configure(*transfer);
    d->transfers.emplace(easy, std::move(owned));
    transfer->started = Clock::now();
    curl_multi_add_handle(d->multi, easy);
    return transfer;
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
    d->release(transfer);
}

void Transport::handleSockets()
{
    constexpr int batch = 256;
    std::array<epoll_event, batch> events;
    const int count = epoll_wait(d->epoll, events.data(), batch, 0);
    int running = 0;
    d->reads.compareClocks();
    for (int i = 0; i < count; ++i) {
        const std::uint32_t what = events[static_cast<std::size_t>(i)].events;
        const int socket = events[static_cast<std::size_t>(i)].data.fd;
        int action = 0;
        if (what & (EPOLLIN | EPOLLHUP))
            action |= CURL_CSELECT_IN;
        if ((what & (EPOLLIN | EPOLLHUP | EPOLLERR)) == EPOLLIN)
            d->beginRead(socket);
        if (what & EPOLLOUT)
            action |= CURL_CSELECT_OUT;
        if (what & EPOLLERR)
            action |= CURL_CSELECT_ERR;
        curl_multi_socket_action(d->multi, socket, action, &running);
        d->reads.end();
    }
    collectEnded();
}

void Transport::handleTimeout()
{
    int running = 0;
    curl_multi_socket_action(d->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    d->reads.end();
    collectEnded();
}

void Transport::collectEnded()
{
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(d->multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        const TimePoint at = Clock::now();
        const CURLcode code = message->data.result;
        Transfer *const transfer = d->transfers.at(message->easy_handle).get();
        TransferEnd end;
        if (code != CURLE_OK) {
            end.message = transfer->errorText[0] != '\0' ? transfer->errorText.data() : curl_easy_strerror(code);
            if (code == CURLE_WRITE_ERROR)
                end.kind = TransferEnd::Kind::Cancelled;
            else
                end.kind = transfer->sent ? TransferEnd::Kind::ConnectionLost : TransferEnd::Kind::ConnectFailed;
        } else if (transfer->socketError != 0) {
            end = {.kind = TransferEnd::Kind::ConnectionLost, .message = std::strerror(transfer->socketError)};
        }
        curl_socket_t socket = CURL_SOCKET_BAD;
        if (curl_easy_getinfo(message->easy_handle, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK
            && socket != CURL_SOCKET_BAD)
            end.roundTrip = roundTripOf(socket);
        TransferObserver *const observer = transfer->observer;
        d->release(transfer);
        observer->onEnd(end, at);
    }
}

}

#include "moc_transport.cpp"
