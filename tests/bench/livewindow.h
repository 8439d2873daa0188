// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/livearea.h"
#include "run/progresscard.h"
#include "run/runcontroller.h"

#include <QApplication>

#include <vector>

namespace streamgauge {

/// Notes how long each event kept the GUI thread, those handled inside another one not counted twice.
class TimedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override;

    /// Of events that took a millisecond or more, since the last call: timers, painting, input; not calls from other
    /// threads, of which a run has one, at its end.
    std::vector<double> takeBusy_ms() { return std::exchange(m_busy_ms, {}); }

private:
    int m_depth = 0;
    std::vector<double> m_busy_ms;
};

/// The live part of the Run page, 1280 × 800, fed by a controller.
class LiveWindow : public QWidget
{
public:
    LiveWindow(const RunController &controller, const RunFacts &facts);

private:
    ProgressCard *m_progress;
    LiveArea *m_live;
};

}
