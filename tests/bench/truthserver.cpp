// SPDX-License-Identifier: Apache-2.0
#include "truthserver.h"

#include "client/kernelstamps.h"

#include <queue>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace streamgauge {

namespace {

std::int64_t now_ns()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

constexpr std::string_view head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
constexpr std::string_view before =
    R"(data: {"id":"chatcmpl-0123456789abcdef","object":"chat.completion.chunk","created":1795488970,"model":"truth","choices":[{"index":0,"delta":{"content":")";
constexpr std::string_view after = "\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n";

std::string token(const std::string &text)
{
    return std::string(before) + text + std::string(after);
}

std::string ending(long tokens)
{
    return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}\n\n"
           "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":"
        + std::to_string(tokens) + "}}\n\ndata: [DONE]\n\n";
}

struct Stream
{
    std::string request;
    std::int64_t received_ns = 0;
    std::int64_t due_ns = 0;
    long tokens = 0;
    long sent = 0;
    long pace_us = 0;
    bool inStep = false;
    std::string pending; ///< taken by nobody yet
};

class Loop
{
public:
    Loop(int listener, DurationHistogram &lateness)
        : m_listener(listener)
        , m_lateness(lateness)
        , m_epoll(epoll_create1(0))
        , m_timer(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK))
    {
        watch(m_listener, EPOLLIN, EPOLL_CTL_ADD);
        watch(m_timer, EPOLLIN, EPOLL_CTL_ADD);
        for (std::size_t size = 0; size < 32768; size = m_block.size()) {
            m_block += token(" t");
            ++m_blockTokens;
        }
    }

    [[noreturn]] void run()
    {
        std::array<epoll_event, 512> events;
        while (true) {
            const int count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), -1);
            m_stamps.compareClocks();
            for (int i = 0; i < count; ++i)
                handle(events[static_cast<std::size_t>(i)]);
            sendDue();
        }
    }

private:
    using Due = std::pair<std::int64_t, int>;

    void watch(int fd, std::uint32_t what, int operation)
    {
        epoll_event event {};
        event.events = what;
        event.data.fd = fd;
        epoll_ctl(m_epoll, operation, fd, &event);
    }

    void handle(const epoll_event &event)
    {
        const int fd = event.data.fd;
        if (fd == m_listener)
            return accept();
        if (fd == m_timer) {
            std::uint64_t times = 0;
            [[maybe_unused]] const auto got = read(m_timer, &times, sizeof times);
            return;
        }
        if (event.events & EPOLLIN)
            receive(fd);
        if (m_streams.contains(fd) && (event.events & EPOLLOUT))
            flood(fd);
    }

    void accept()
    {
        while (true) {
            const int fd = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK);
            if (fd < 0)
                return;
            const int yes = 1;
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            KernelStamps::enable(fd);
            m_streams[fd] = {};
            watch(fd, EPOLLIN, EPOLL_CTL_ADD);
        }
    }

    void close(int fd)
    {
        ::close(fd);
        m_streams.erase(fd);
    }

    static long number(const std::string &request, const char *name)
    {
        const std::size_t at = request.find(name);
        return at == std::string::npos ? 0 : std::strtol(request.c_str() + at + std::strlen(name), nullptr, 10);
    }

    void receive(int fd)
    {
        std::array<char, 65536> buffer;
        const auto arrived = m_stamps.arrivalOf(fd, buffer.size());
        const ssize_t count = read(fd, buffer.data(), buffer.size());
        if (count <= 0)
            return close(fd);
        Stream &stream = m_streams[fd];
        stream.request.append(buffer.data(), static_cast<std::size_t>(count));
        const std::size_t headEnd = stream.request.find("\r\n\r\n");
        if (headEnd == std::string::npos
            || stream.request.size()
                < headEnd + 4 + static_cast<std::size_t>(number(stream.request, "Content-Length: ")))
            return;
        stream.received_ns = arrived ? arrived->time_since_epoch().count() : now_ns();
        stream.tokens = number(stream.request, "\"max_tokens\":");
        stream.pace_us = number(stream.request, "\"pace_us\":");
        stream.inStep = number(stream.request, "\"in_step\":") != 0;
        stream.pending = head;
        if (stream.pace_us == 0) {
            watch(fd, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
            return flood(fd);
        }
        // The first token half a pace after the request: a prefill.
        stream.due_ns = now_ns() + stream.pace_us * 500;
        if (const std::int64_t pace_ns = stream.pace_us * 1000; stream.inStep)
            stream.due_ns = (stream.due_ns / pace_ns + 1) * pace_ns;
        m_due.emplace(stream.due_ns, fd);
    }

    /// A block at a time, so that all streams go on alike.
    void flood(int fd)
    {
        Stream &stream = m_streams[fd];
        if (stream.pending.empty()) {
            if (stream.sent > stream.tokens)
                return close(fd);
            const long left = stream.tokens - stream.sent;
            if (left >= m_blockTokens) {
                stream.pending = m_block;
                stream.sent += m_blockTokens;
            } else {
                for (long i = 0; i < left; ++i)
                    stream.pending += token(" t");
                stream.pending += ending(stream.tokens);
                stream.sent = stream.tokens + 1;
            }
        }
        const ssize_t count = send(fd, stream.pending.data(), stream.pending.size(), MSG_NOSIGNAL);
        if (count > 0)
            stream.pending.erase(0, static_cast<std::size_t>(count));
    }

    void sendDue()
    {
        while (!m_due.empty() && m_due.top().first <= now_ns()) {
            const int fd = m_due.top().second;
            m_due.pop();
            if (const auto found = m_streams.find(fd); found != m_streams.end())
                sendToken(fd, found->second);
        }
        if (m_due.empty())
            return;
        const std::int64_t at = m_due.top().first;
        const itimerspec when {.it_interval = {},
                               .it_value = {.tv_sec = at / 1'000'000'000, .tv_nsec = at % 1'000'000'000}};
        timerfd_settime(m_timer, TFD_TIMER_ABSTIME, &when, nullptr);
    }

    void sendToken(int fd, Stream &stream)
    {
        std::string text = stream.sent == 0 ? std::to_string(stream.received_ns) + ' ' : std::string();
        std::string bytes = std::exchange(stream.pending, {});
        const std::int64_t now = now_ns();
        m_lateness.add(nanoseconds(now - stream.due_ns));
        text += std::to_string(now) + ' ';
        bytes += token(text);
        const bool isLast = ++stream.sent == stream.tokens;
        if (isLast)
            bytes += ending(stream.tokens);
        [[maybe_unused]] const auto written = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (isLast)
            return close(fd);
        stream.due_ns += stream.pace_us * 1000;
        m_due.emplace(stream.due_ns, fd);
    }

    int m_listener;
    DurationHistogram &m_lateness;
    KernelStamps m_stamps;
    int m_epoll;
    int m_timer;
    std::string m_block;
    long m_blockTokens = 0;
    std::unordered_map<int, Stream> m_streams;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
};

int listenOnLoopback(std::uint16_t &port)
{
    constexpr int backlog = 4096;
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(fd, reinterpret_cast<sockaddr *>(&address), size) != 0 || listen(fd, backlog) != 0
        || getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size) != 0) {
        std::perror("listen on loopback");
        std::exit(1);
    }
    port = ntohs(address.sin_port);
    return fd;
}

}

TruthServer::TruthServer()
{
    rlimit files {};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    const int listener = listenOnLoopback(m_port);
    void *const shared =
        mmap(nullptr, sizeof(DurationHistogram), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        std::perror("shared memory");
        std::exit(1);
    }
    m_lateness = new (shared) DurationHistogram;
    m_process = fork();
    if (m_process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        Loop(listener, *m_lateness).run();
    }
    close(listener);
}

TruthServer::~TruthServer()
{
    kill(m_process, SIGKILL);
    waitpid(m_process, nullptr, 0);
    munmap(m_lateness, sizeof(DurationHistogram));
}

}
