// SPDX-License-Identifier: Apache-2.0
#include "rawreader.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <string>
#include <vector>

namespace streamgauge {

double processCpuSeconds()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

RawReading readRaw(std::uint16_t port, int streams, long tokens, long pace_us)
{
    const double cpuBefore = processCpuSeconds();
    const auto begin = std::chrono::steady_clock::now();
    const int epoll = epoll_create1(0);
    const std::string body =
        "{\"max_tokens\":" + std::to_string(tokens) + ",\"pace_us\":" + std::to_string(pace_us) + "}";
    const std::string request = "POST / HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    for (int i = 0; i < streams; ++i) {
        const int fd = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
            std::abort();
        [[maybe_unused]] const auto written = write(fd, request.data(), request.size());
        epoll_event event {};
        event.events = EPOLLIN;
        event.data.fd = fd;
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    }
    RawReading reading;
    std::vector<char> buffer(65536);
    std::vector<char> last(static_cast<std::size_t>(streams) * 4 + 4096, '\0'); // by file descriptor
    std::array<epoll_event, 256> events;
    for (int open = streams; open > 0;) {
        const int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const int fd = events[static_cast<std::size_t>(i)].data.fd;
            const ssize_t size = read(fd, buffer.data(), buffer.size());
            if (size <= 0) {
                close(fd);
                --open;
                continue;
            }
            char previous = last.at(static_cast<std::size_t>(fd));
            const char *const end = buffer.data() + size;
            for (const char *at = buffer.data(); at < end;) {
                const auto *found =
                    static_cast<const char *>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
                if (!found)
                    break;
                reading.events += (found == buffer.data() ? previous : found[-1]) == '\n';
                at = found + 1;
            }
            last.at(static_cast<std::size_t>(fd)) = end[-1];
        }
    }
    close(epoll);
    reading.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    reading.cpuSeconds = processCpuSeconds() - cpuBefore;
    return reading;
}

}
