// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <QObject>

#include <memory>
#include <optional>

namespace streamgauge {

/// Fires once at an absolute time on Clock, on its thread's event loop. On Linux a timerfd, since QTimer's
/// milliseconds are too coarse for the steps of a fast model.
class DeadlineTimer : public QObject
{
    Q_OBJECT

public:
    explicit DeadlineTimer(QObject *parent = nullptr);
    ~DeadlineTimer() override;

    /// Replaces the deadline; one in the past fires at once, none not at all.
    void setDeadline(std::optional<TimePoint> deadline);

Q_SIGNALS:
    void expired();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
