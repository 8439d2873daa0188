// SPDX-License-Identifier: Apache-2.0
#include "base/deadlinetimer.h"

#include <QSocketNotifier>
#include <QTimer>

#include <algorithm>

#ifdef Q_OS_LINUX
#include <sys/timerfd.h>
#include <unistd.h>
#endif

namespace streamgauge {

#ifdef Q_OS_LINUX

struct DeadlineTimer::Private
{
    int descriptor = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC); // the clock of steady_clock
    std::unique_ptr<QSocketNotifier> notifier;

    ~Private()
    {
        notifier.reset();
        close(descriptor);
    }
};

DeadlineTimer::DeadlineTimer(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    if (d->descriptor < 0)
        qFatal("timerfd_create failed: too many open files?");
    d->notifier = std::make_unique<QSocketNotifier>(d->descriptor, QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
        quint64 expirations = 0;
        if (read(d->descriptor, &expirations, sizeof expirations) == sizeof expirations)
            Q_EMIT expired();
    });
}

void DeadlineTimer::setDeadline(std::optional<TimePoint> deadline)
{
    itimerspec spec {};
    if (deadline) {
        const auto since =
            std::max<nanoseconds::rep>(1, duration_cast<nanoseconds>(deadline->time_since_epoch()).count());
        spec.it_value.tv_sec = since / 1'000'000'000;
        spec.it_value.tv_nsec = since % 1'000'000'000;
    }
    timerfd_settime(d->descriptor, TFD_TIMER_ABSTIME, &spec, nullptr);
}

#else

struct DeadlineTimer::Private
{
    QTimer timer;
};

DeadlineTimer::DeadlineTimer(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->timer.setSingleShot(true);
    d->timer.setTimerType(Qt::PreciseTimer);
    d->timer.setParent(this); // follows moveToThread()
    connect(&d->timer, &QTimer::timeout, this, &DeadlineTimer::expired);
}

void DeadlineTimer::setDeadline(std::optional<TimePoint> deadline)
{
    if (deadline)
        d->timer.start(std::max(0ms, std::chrono::ceil<milliseconds>(*deadline - Clock::now())));
    else
        d->timer.stop();
}

#endif

DeadlineTimer::~DeadlineTimer() = default;

}

#include "moc_deadlinetimer.cpp"
