// SPDX-License-Identifier: Apache-2.0
#include "client/curlclient.h"

#include "client/asciitext.h"
#include "client/roundtrip.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <charconv>
#include <cstring>

namespace streamgauge {

class CurlClient::Transfer : public Transport::Transfer
{
public:
    void cancel() override { owner->release(*this); }

    CURL *easy = nullptr;
    CurlClient *owner = nullptr;
    ConnectionTaker *taker = nullptr; ///< where only the connection is wanted
    HeaderList headers;
    std::array<char, CURL_ERROR_SIZE> errorText {};
    int socket = -1;
    int socketError = 0; ///< taken off the socket by looking for its stamp
    std::optional<nanoseconds> connectTook {};
    bool openedConnection = false;
    bool sent = false;
    int status = 0;
    std::string contentType;
    std::string retryAfter;
};

void CurlClient::setUser(int socket, CURL *easy)
{
    const auto index = static_cast<std::size_t>(socket);
    if (index >= m_users.size())
        m_users.resize(index + 1);
    const auto found = m_transfers.find(easy);
    m_users[index] = found != m_transfers.end() ? found->second.get() : nullptr;
    if (m_users[index])
        m_users[index]->socket = socket;
}

void CurlClient::beginRead(int socket)
{
    const int error = m_reads.begin(socket, readBytes);
    const auto index = static_cast<std::size_t>(socket);
    if (error != 0 && index < m_users.size() && m_users[index])
        m_users[index]->socketError = error;
}

int CurlClient::onSocket(CURL *easy, curl_socket_t socket, int what, void *self, void *)
{
    auto *client = static_cast<CurlClient *>(self);
    if (what == CURL_POLL_REMOVE) {
        client->m_events.forget(socket);
        client->setUser(socket, nullptr);
        return 0;
    }
    client->setUser(socket, easy);
    std::uint32_t events = 0;
    if (what & CURL_POLL_IN)
        events |= EPOLLIN;
    if (what & CURL_POLL_OUT)
        events |= EPOLLOUT;
    client->m_events.watch(socket, events, *client);
    return 0;
}

int CurlClient::onTimer(CURLM *, long timeout_ms, void *self)
{
    QTimer &timer = static_cast<CurlClient *>(self)->m_timer;
    if (timeout_ms < 0)
        timer.stop();
    else
        timer.start(static_cast<int>(std::min<long>(timeout_ms, 24L * 60 * 60 * 1000)));
    return 0;
}

int CurlClient::onPrereq(void *self, char *, char *, int, int)
{
    auto &transfer = *static_cast<Transfer *>(self);
    const TimePoint now = Clock::now();
    if (transfer.taker) {
        transfer.connectTook = now - transfer.started;
        return CURL_PREREQFUNC_OK;
    }
    transfer.lastArrival = now; // nothing of the answer comes before; the clocks are compared to some microseconds only
    transfer.sent = true;
    std::optional<nanoseconds> connect;
    if (transfer.openedConnection)
        connect = now - transfer.started;
    transfer.observer->onSent(now, connect);
    return CURL_PREREQFUNC_OK;
}

int CurlClient::onSocketOptions(void *self, curl_socket_t socket, curlsocktype)
{
    auto &transfer = *static_cast<Transfer *>(self);
    transfer.openedConnection = true;
    transfer.owner->m_reads.add(socket);
    return CURL_SOCKOPT_OK;
}

int CurlClient::onCloseSocket(void *self, curl_socket_t socket)
{
    auto *client = static_cast<CurlClient *>(self);
    client->m_events.forget(socket);
    const auto index = static_cast<std::size_t>(socket);
    if (index < client->m_users.size())
        client->m_users[index] = nullptr;
    if (client->m_handedOver == socket)
        return 0;
    client->m_reads.remove(socket);
    return close(socket);
}

std::size_t CurlClient::onHeader(char *data, std::size_t size, std::size_t count, void *self)
{
    auto &transfer = *static_cast<Transfer *>(self);
    handleHeader(transfer, std::string_view(data, size * count));
    return size * count;
}

void CurlClient::handleHeader(Transfer &transfer, std::string_view line)
{
    const TimePoint at = transfer.arrival(transfer.owner->m_reads);
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

std::size_t CurlClient::onWrite(char *data, std::size_t size, std::size_t count, void *self)
{
    auto &transfer = *static_cast<Transfer *>(self);
    const std::string_view bytes(data, size * count);
    return transfer.observer->onBody(bytes, transfer.arrival(transfer.owner->m_reads)) ? bytes.size()
                                                                                       : CURL_WRITEFUNC_ERROR;
}

void CurlClient::configure(Transfer &transfer)
{
    CURL *const easy = transfer.easy;
    setConnection(easy, *transfer.target);
    setOption(easy, CURLOPT_ERRORBUFFER, transfer.errorText.data());
    setOption(easy, CURLOPT_PREREQFUNCTION, &CurlClient::onPrereq);
    setOption(easy, CURLOPT_PREREQDATA, &transfer);
    setOption(easy, CURLOPT_SOCKOPTFUNCTION, &CurlClient::onSocketOptions);
    setOption(easy, CURLOPT_SOCKOPTDATA, &transfer);
    setOption(easy, CURLOPT_CLOSESOCKETFUNCTION, &CurlClient::onCloseSocket);
    setOption(easy, CURLOPT_CLOSESOCKETDATA, this);
    if (transfer.taker) {
        setOption(easy, CURLOPT_CONNECT_ONLY, 1L);
        setOption(easy, CURLOPT_FRESH_CONNECT, 1L);
        return;
    }
    transfer.headers = headerList(*transfer.target);
    setRequest(easy, *transfer.target, *transfer.body, transfer.headers.get());
    setOption(easy, CURLOPT_HEADERFUNCTION, &CurlClient::onHeader);
    setOption(easy, CURLOPT_HEADERDATA, &transfer);
    setOption(easy, CURLOPT_WRITEFUNCTION, &CurlClient::onWrite);
    setOption(easy, CURLOPT_WRITEDATA, &transfer);
}

void CurlClient::release(Transfer &transfer)
{
    CURL *const easy = transfer.easy;
    curl_multi_remove_handle(m_multi, easy);
    curl_easy_reset(easy);
    m_idleHandles.push_back(easy);
    if (transfer.socket >= 0 && m_users[static_cast<std::size_t>(transfer.socket)] == &transfer)
        m_users[static_cast<std::size_t>(transfer.socket)] = nullptr;
    m_transfers.erase(easy);
}

CurlClient::CurlClient(int pool, SocketEvents &events, ReadClock &reads, QTimer &timer)
    : m_events(events)
    , m_reads(reads)
    , m_timer(timer)
{
    static const CURLcode initialized = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_ASSERT(initialized == CURLE_OK);
    m_multi = curl_multi_init();
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &CurlClient::onSocket);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &CurlClient::onTimer);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_MAXCONNECTS, static_cast<long>(std::max(pool, 1)));
}

CurlClient::~CurlClient()
{
    while (!m_transfers.empty())
        release(*m_transfers.begin()->second);
    for (CURL *easy : m_idleHandles)
        curl_easy_cleanup(easy);
    curl_multi_cleanup(m_multi);
}

CurlClient::Transfer &CurlClient::add(std::shared_ptr<const HttpTarget> target)
{
    CURL *easy = nullptr;
    if (m_idleHandles.empty()) {
        easy = curl_easy_init();
    } else {
        easy = m_idleHandles.back();
        m_idleHandles.pop_back();
    }
    auto &transfer = *m_transfers.emplace(easy, std::make_unique<Transfer>()).first->second;
    transfer.easy = easy;
    transfer.owner = this;
    transfer.target = std::move(target);
    return transfer;
}

void CurlClient::begin(Transfer &transfer)
{
    configure(transfer);
    transfer.started = Clock::now();
    curl_multi_add_handle(m_multi, transfer.easy);
}

Transport::Transfer *CurlClient::post(std::shared_ptr<const HttpTarget> target, std::shared_ptr<const QByteArray> body,
                                      TransferObserver &observer)
{
    Transfer &transfer = add(std::move(target));
    transfer.observer = &observer;
    transfer.body = std::move(body);
    begin(transfer);
    return &transfer;
}

Transport::Transfer *CurlClient::open(std::shared_ptr<const HttpTarget> target, ConnectionTaker &taker)
{
    Transfer &transfer = add(std::move(target));
    transfer.taker = &taker;
    begin(transfer);
    return &transfer;
}

void CurlClient::handleSocket(int socket, std::uint32_t what)
{
    int action = 0;
    if (what & (EPOLLIN | EPOLLHUP))
        action |= CURL_CSELECT_IN;
    if ((what & (EPOLLIN | EPOLLHUP | EPOLLERR)) == EPOLLIN)
        beginRead(socket);
    if (what & EPOLLOUT)
        action |= CURL_CSELECT_OUT;
    if (what & EPOLLERR)
        action |= CURL_CSELECT_ERR;
    int running = 0;
    curl_multi_socket_action(m_multi, socket, action, &running);
    collectEnded();
    m_reads.end();
}

void CurlClient::handleTimeout()
{
    int running = 0;
    curl_multi_socket_action(m_multi, CURL_SOCKET_TIMEOUT, 0, &running);
    m_reads.end();
    collectEnded();
}

void CurlClient::collectEnded()
{
    int left = 0;
    while (CURLMsg *message = curl_multi_info_read(m_multi, &left))
        if (message->msg == CURLMSG_DONE)
            finish(*m_transfers.at(message->easy_handle), message->data.result);
}

TransferEnd CurlClient::endOf(const Transfer &transfer, CURLcode code)
{
    TransferEnd end;
    if (code != CURLE_OK) {
        end.message = transfer.errorText[0] != '\0' ? transfer.errorText.data() : curl_easy_strerror(code);
        if (code == CURLE_WRITE_ERROR)
            end.kind = TransferEnd::Kind::Cancelled;
        else
            end.kind = transfer.sent ? TransferEnd::Kind::ConnectionLost : TransferEnd::Kind::ConnectFailed;
    } else if (transfer.socketError != 0) {
        end = {.kind = TransferEnd::Kind::ConnectionLost, .message = std::strerror(transfer.socketError)};
    }
    return end;
}

/// Gives the connection to who wanted it: libcurl lets go of the socket without closing it, see onCloseSocket().
void CurlClient::handOver(Transfer &transfer, const TransferEnd &end, int socket)
{
    ConnectionTaker *const taker = transfer.taker;
    const nanoseconds took = transfer.connectTook.value_or(Clock::now() - transfer.started);
    const bool isConnected = end.kind == TransferEnd::Kind::Complete && socket >= 0;
    if (isConnected)
        m_handedOver = socket;
    release(transfer);
    m_handedOver = -1;
    if (isConnected)
        taker->onConnected(socket, took);
    else
        taker->onNotConnected(end.message.empty() ? "libcurl gave no connection" : end.message);
}

void CurlClient::finish(Transfer &transfer, CURLcode code)
{
    TransferEnd end = endOf(transfer, code);
    curl_socket_t socket = CURL_SOCKET_BAD;
    const bool isOpen =
        curl_easy_getinfo(transfer.easy, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK && socket != CURL_SOCKET_BAD;
    if (transfer.taker)
        return handOver(transfer, end, isOpen ? socket : -1);
    if (isOpen)
        end.roundTrip = roundTripOf(socket);
    // A stamp is that of the last packet with bytes. Where closing the connection ended the answer that came later.
    const bool endedByBytes = end.kind == TransferEnd::Kind::Complete && isOpen && m_reads.isStamped();
    const TimePoint at = endedByBytes ? transfer.arrival(m_reads) : Clock::now();
    TransferObserver *const observer = transfer.observer;
    release(transfer);
    observer->onEnd(end, at);
}

}
