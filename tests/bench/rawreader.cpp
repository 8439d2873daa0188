// SPDX-License-Identifier: Apache-2.0
#include "rawreader.h"

#include "holdup.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace streamgauge {

namespace {

using Clock = std::chrono::steady_clock;

std::int64_t now_ns()
{
    return Clock::now().time_since_epoch().count();
}

struct RawStream
{
    std::int64_t sent_ns = 0;
    char last = '\0'; ///< of the read before
    bool begun = false;
};

class RawReader
{
public:
    RawReader(std::uint16_t port, const BenchLoad &load)
        : m_load(load)
        , m_epoll(epoll_create1(0))
        , m_streams(static_cast<std::size_t>(load.streams) * 4 + 4096)
    {
        m_address.sin_family = AF_INET;
        m_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_address.sin_port = htons(port);
        const std::string body = "{\"max_tokens\":" + std::to_string(load.tokens) + ",\"pace_us\":"
            + std::to_string(load.pace_us) + ",\"in_step\":" + std::to_string(int {load.inStep}) + "}";
        m_request = "POST / HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    RawReader(const RawReader &) = delete;
    RawReader &operator=(const RawReader &) = delete;
    ~RawReader() { close(m_epoll); }

    RawReading read()
    {
        const std::int64_t begin = now_ns();
        const bool isEven = m_load.begin == BenchLoad::Begin::Evenly;
        const auto interval_ns = isEven ? static_cast<std::int64_t>(beginOver_s * 1e9 / m_load.streams) : 0;
        std::array<epoll_event, 256> events;
        int begun = 0;
        int ended = 0;
        while (ended < m_load.streams) {
            std::int64_t wait_ms = -1;
            while (begun < m_load.streams && (wait_ms = (begin + begun * interval_ns - now_ns()) / 1'000'000) <= 0) {
                open();
                ++begun;
            }
            const int count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()),
                                         begun < m_load.streams ? static_cast<int>(wait_ms) : -1);
            for (int i = 0; i < count; ++i)
                ended += readOnce(events.at(static_cast<std::size_t>(i)).data.fd) ? 0 : 1;
        }
        return std::move(m_reading);
    }

private:
    void open()
    {
        const int fd = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(fd, reinterpret_cast<sockaddr *>(&m_address), sizeof m_address) != 0)
            std::abort();
        m_streams.at(static_cast<std::size_t>(fd)) = {.sent_ns = now_ns(), .last = '\0', .begun = false};
        [[maybe_unused]] const auto written = write(fd, m_request.data(), m_request.size());
        epoll_event event {};
        event.events = EPOLLIN;
        event.data.fd = fd;
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
    }

    /// False at the stream's end.
    bool readOnce(int fd)
    {
        const ssize_t size = ::read(fd, m_buffer.data(), m_buffer.size());
        if (size <= 0) {
            if (size < 0 && errno == EINTR)
                return true;
            close(fd);
            return false;
        }
        RawStream &stream = m_streams.at(static_cast<std::size_t>(fd));
        if (!stream.begun && m_load.pace_us > 0)
            noteFirst(stream, std::string_view(m_buffer.data(), static_cast<std::size_t>(size)));
        stream.begun = true;
        const char *const end = m_buffer.data() + size;
        for (const char *at = m_buffer.data(); at < end;) {
            const auto *found = static_cast<const char *>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
            if (!found)
                break;
            m_reading.events += (found == m_buffer.data() ? stream.last : found[-1]) == '\n';
            at = found + 1;
        }
        stream.last = end[-1];
        return true;
    }

    /// The first token says when the request came and when it was sent itself.
    void noteFirst(const RawStream &stream, std::string_view bytes)
    {
        constexpr std::string_view field = "\"content\":\"";
        const std::int64_t now = now_ns();
        const std::size_t at = bytes.find(field);
        if (at == std::string_view::npos)
            return;
        char *rest = nullptr;
        const double received_ns = std::strtod(bytes.data() + at + field.size(), &rest);
        const double first_ns = std::strtod(rest, nullptr);
        m_reading.ttftErrors_us.push_back((static_cast<double>(now - stream.sent_ns) - (first_ns - received_ns)) / 1e3);
    }

    const BenchLoad &m_load;
    int m_epoll;
    sockaddr_in m_address {};
    std::string m_request;
    std::vector<char> m_buffer = std::vector<char>(65536);
    std::vector<RawStream> m_streams; ///< by file descriptor
    RawReading m_reading;
};

}

double processCpuSeconds()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

RawReading readRaw(std::uint16_t port, const BenchLoad &load)
{
    std::optional<HoldUp> holdUp;
    if (load.heldUp)
        holdUp.emplace(gettid());
    const double cpuBefore = processCpuSeconds();
    const auto begin = Clock::now();
    RawReading reading = RawReader(port, load).read();
    reading.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    reading.cpuSeconds = processCpuSeconds() - cpuBefore;
    return reading;
}

}
