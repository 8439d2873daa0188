// SPDX-License-Identifier: Apache-2.0
#include "base/deadlinetimer.h"

#include <cstdint>

#include <sys/timerfd.h>
#include <unistd.h>

namespace streamgauge {

// steady_clock is CLOCK_MONOTONIC on Linux (libstdc++ and libc++), so its time points are timerfd's absolute times.

DeadlineTimer::DeadlineTimer(std::function<void()> onDeadline, QObject *parent)
    : QObject(parent)
    , m_onDeadline(std::move(onDeadline))
    , m_fd(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC))
    , m_notifier(m_fd, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &DeadlineTimer::handleActivated);
}

DeadlineTimer::~DeadlineTimer()
{
    m_notifier.setEnabled(false);
    close(m_fd);
}

void DeadlineTimer::start(TimePoint deadline)
{
    // All zero would disarm it; a deadline in the past fires at once.
    const std::int64_t at_ns = std::max<std::int64_t>(deadline.time_since_epoch().count(), 1);
    constexpr std::int64_t second_ns = 1'000'000'000;
    const itimerspec when {.it_interval = {}, .it_value = {.tv_sec = at_ns / second_ns, .tv_nsec = at_ns % second_ns}};
    timerfd_settime(m_fd, TFD_TIMER_ABSTIME, &when, nullptr);
}

void DeadlineTimer::stop()
{
    const itimerspec never {};
    timerfd_settime(m_fd, TFD_TIMER_ABSTIME, &never, nullptr);
}

void DeadlineTimer::handleActivated()
{
    std::uint64_t expirations = 0;
    if (read(m_fd, &expirations, sizeof expirations) == sizeof expirations)
        m_onDeadline();
}

}
