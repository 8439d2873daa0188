// SPDX-License-Identifier: Apache-2.0
#include "holdup.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <condition_variable>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>

namespace streamgauge {

namespace {

void standStill(int)
{
    const timespec time {.tv_sec = 0, .tv_nsec = std::chrono::nanoseconds(HoldUp::length).count()};
    nanosleep(&time, nullptr);
}

}

HoldUp::HoldUp(pid_t thread)
{
    struct sigaction action {};
    action.sa_handler = standStill;
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR2, &action, nullptr);
    m_pulse = std::jthread([thread](const std::stop_token &stop) {
        constexpr auto interval = std::chrono::milliseconds(200);
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, stop, interval, [&stop] { return stop.stop_requested(); }))
            syscall(SYS_tgkill, getpid(), thread, SIGUSR2);
    });
}

HoldUp::~HoldUp() = default;

pid_t HoldUp::threadNamed(const char *name)
{
    for (const auto &entry : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string line;
        std::ifstream(entry.path() / "comm") >> line;
        if (line == name)
            return static_cast<pid_t>(std::stol(entry.path().filename()));
    }
    return 0;
}

}
