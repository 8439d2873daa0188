// SPDX-License-Identifier: Apache-2.0
#include "run/nullserver.h"

#include "client/kernelstamps.h"

#include <queue>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <functional>
#include <string>
#include <unordered_map>

namespace streamgauge {

namespace {

constexpr std::string_view head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
constexpr std::string_view eventBegin =
    R"(data: {"id":"calibration","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":")";
constexpr std::string_view eventEnd = "\"},\"finish_reason\":null}]}\n\n";
constexpr std::string_view ending =
    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n";

std::string inText(TimePoint time)
{
    return std::to_string(time.time_since_epoch().count()) + ' ';
}

struct Stream
{
    std::string request;
    TimePoint received;
    TimePoint due;
    long tokens = 0;
    long sent = 0;
};

long numberAfter(const std::string &request, std::string_view name)
{
    const std::size_t at = request.find(name);
    return at == std::string::npos ? 0 : std::strtol(request.c_str() + at + name.size(), nullptr, 10);
}

bool isComplete(const std::string &request)
{
    const std::size_t headEnd = request.find("\r\n\r\n");
    return headEnd != std::string::npos
        && request.size() >= headEnd + 4 + static_cast<std::size_t>(numberAfter(request, "Content-Length: "));
}

class Loop
{
public:
    Loop(int listener, int wake, nanoseconds pace)
        : m_listener(listener)
        , m_wake(wake)
        , m_pace(pace)
    {
        for (const int descriptor : {m_listener, m_wake, m_timer})
            watch(descriptor);
    }

    ~Loop()
    {
        for (const auto &[socket, stream] : m_streams)
            ::close(socket);
        ::close(m_timer);
        ::close(m_epoll);
    }

    Loop(const Loop &) = delete;
    Loop &operator=(const Loop &) = delete;

    void run()
    {
        std::array<epoll_event, 256> events;
        while (true) {
            const int count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), -1);
            m_stamps.compareClocks();
            for (int i = 0; i < count; ++i) {
                const int descriptor = events.at(static_cast<std::size_t>(i)).data.fd;
                if (descriptor == m_wake)
                    return;
                if (descriptor == m_listener)
                    accept();
                else if (descriptor != m_timer)
                    receive(descriptor);
            }
            sendDue();
        }
    }

private:
    using Due = std::pair<TimePoint, int>;

    void watch(int descriptor) const
    {
        epoll_event event {};
        event.events = EPOLLIN;
        event.data.fd = descriptor;
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
    }

    void accept()
    {
        int socket = -1;
        while ((socket = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
            const int yes = 1;
            setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            m_streams[socket] = {};
            watch(socket);
        }
    }

    void end(int socket)
    {
        ::close(socket);
        m_streams.erase(socket);
    }

    void receive(int socket)
    {
        std::array<char, 65536> buffer;
        const auto stamp = m_stamps.arrivalOf(socket, buffer.size());
        const ssize_t count = recv(socket, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            return end(socket);
        Stream &stream = m_streams[socket];
        stream.request.append(buffer.data(), static_cast<std::size_t>(count));
        if (stream.tokens > 0 || !isComplete(stream.request))
            return;
        stream.received = stamp.value_or(Clock::now());
        stream.tokens = std::max(1L, numberAfter(stream.request, "\"max_tokens\":"));
        stream.due = Clock::now() + m_pace / 2;
        m_due.emplace(stream.due, socket);
    }

    void sendDue()
    {
        while (!m_due.empty() && m_due.top().first <= Clock::now()) {
            const auto [due, socket] = m_due.top();
            m_due.pop();
            const auto found = m_streams.find(socket);
            if (found != m_streams.end() && found->second.due == due)
                sendToken(socket, found->second);
        }
        itimerspec when {};
        if (!m_due.empty()) {
            const auto at = m_due.top().first.time_since_epoch().count();
            when.it_value = {.tv_sec = at / 1'000'000'000, .tv_nsec = at % 1'000'000'000};
        }
        timerfd_settime(m_timer, TFD_TIMER_ABSTIME, &when, nullptr);
    }

    void sendToken(int socket, Stream &stream)
    {
        std::string bytes(stream.sent == 0 ? head : std::string_view());
        bytes += eventBegin;
        if (stream.sent == 0)
            bytes += inText(stream.received);
        bytes += inText(Clock::now());
        bytes += eventEnd;
        const bool isLast = ++stream.sent == stream.tokens;
        if (isLast)
            bytes += ending;
        if (send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0 || isLast)
            return end(socket);
        stream.due += m_pace;
        m_due.emplace(stream.due, socket);
    }

    const int m_listener;
    const int m_wake;
    const nanoseconds m_pace;
    const int m_epoll = epoll_create1(EPOLL_CLOEXEC);
    const int m_timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    KernelStamps m_stamps;
    std::unordered_map<int, Stream> m_streams; ///< by socket
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
};

}

Expected<std::unique_ptr<NullServer>> NullServer::start(nanoseconds pace)
{
    constexpr int backlog = 4096;
    std::unique_ptr<NullServer> server(new NullServer);
    server->m_listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    server->m_wake = eventfd(0, EFD_CLOEXEC);
    KernelStamps::enable(server->m_listener); // and so what it accepts
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto *const generic = reinterpret_cast<sockaddr *>(&address);
    socklen_t size = sizeof address;
    if (bind(server->m_listener, generic, size) != 0 || listen(server->m_listener, backlog) != 0
        || getsockname(server->m_listener, generic, &size) != 0)
        return std::unexpected(
            Error {Error::Code::Io,
                   QStringLiteral("cannot listen on 127.0.0.1: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
                   {}});
    server->m_port = ntohs(address.sin_port);
    server->m_thread =
        std::thread([listener = server->m_listener, wake = server->m_wake, pace] { Loop(listener, wake, pace).run(); });
    return server;
}

NullServer::~NullServer()
{
    if (m_thread.joinable()) {
        eventfd_write(m_wake, 1);
        m_thread.join();
    }
    close(m_wake);
    close(m_listener);
}

QString NullServer::baseUrl() const
{
    return QStringLiteral("http://127.0.0.1:%1/v1").arg(m_port);
}

}
