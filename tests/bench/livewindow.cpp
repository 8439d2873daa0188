// SPDX-License-Identifier: Apache-2.0
#include "livewindow.h"

#include <QVBoxLayout>

namespace streamgauge {

bool TimedApplication::notify(QObject *receiver, QEvent *event)
{
    if (m_depth > 0)
        return QApplication::notify(receiver, event);
    const bool isCall = event->type() == QEvent::MetaCall; // the run's end, which waits for the file
    ++m_depth;
    const TimePoint begin = Clock::now();
    const bool isHandled = QApplication::notify(receiver, event);
    if (const double took_ms = Milliseconds(Clock::now() - begin).count(); took_ms >= 1 && !isCall)
        m_busy_ms.push_back(took_ms);
    --m_depth;
    return isHandled;
}

LiveWindow::LiveWindow(const RunController &controller, const RunFacts &facts)
    : m_progress(new ProgressCard)
    , m_live(new LiveArea)
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_progress);
    layout->addWidget(m_live, 1);
    m_progress->setFacts(facts);
    m_progress->setPhase(RunSession::Phase::Running);
    m_live->setFacts(facts);
    connect(&controller, &RunController::snapshotChanged, this, [this](const LiveSnapshot &snapshot) {
        m_progress->setSnapshot(snapshot);
        m_live->setSnapshot(snapshot);
    });
    resize(1280, 800);
    show();
}

}
