// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <QObject>
#include <QSocketNotifier>

#include <functional>

namespace streamgauge {

/// Calls back at a moment of Clock, to the microsecond where the machine allows it; QTimer knows milliseconds only.
/// Single-shot; setting it again replaces the deadline. Lives in one thread with an event loop.
class DeadlineTimer : public QObject
{
    Q_OBJECT

public:
    explicit DeadlineTimer(std::function<void()> onDeadline, QObject *parent = nullptr);
    ~DeadlineTimer() override;

    void start(TimePoint deadline);
    void stop();

private:
    void handleActivated();

    std::function<void()> m_onDeadline;
    int m_fd;
    QSocketNotifier m_notifier;
};

}
