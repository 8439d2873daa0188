// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "controls/card.h"
#include "run/livesnapshot.h"
#include "run/runfacts.h"
#include "run/runsession.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace streamgauge {

class ElidedLabel;
class TestLanes;

/// What is being measured now, how far the run is, the state of every test, and Stop.
class ProgressCard : public Card
{
    Q_OBJECT

public:
    explicit ProgressCard(QWidget *parent = nullptr);

    void setFacts(const RunFacts &facts);
    void setPhase(RunSession::Phase phase);
    void setCalibrated(double share); ///< while that is the phase
    void setSnapshot(const LiveSnapshot &snapshot);
    void focusStop();

Q_SIGNALS:
    void stopRequested();

private:
    RunFacts m_facts;
    RunSession::Phase m_phase = RunSession::Phase::Idle;
    QLabel *m_subject;
    ElidedLabel *m_detail;
    QLabel *m_counts;
    QProgressBar *m_bar;
    QPushButton *m_stop;
    TestLanes *m_lanes;
};

}
