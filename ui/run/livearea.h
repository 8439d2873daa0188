// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/livesnapshot.h"
#include "run/runfacts.h"
#include "run/runnotices.h"

#include <QWidget>

namespace streamgauge {

class AnswerCard;
class Card;
class FailurePanel;
class LiveChart;
class LiveNumbers;
class Notice;
class SpeedTestChart;
class TokenTimeline;

/// What is being measured, as it comes in: the live line, numbers, bars by test, timeline, the answer's text.
/// Fed with snapshots; builds no widget per snapshot.
class LiveArea : public QWidget
{
    Q_OBJECT

public:
    explicit LiveArea(QWidget *parent = nullptr);

    void setFacts(const RunFacts &facts); ///< of a run about to start; clears what was shown
    void setSnapshot(const LiveSnapshot &snapshot);

protected:
    bool event(QEvent *event) override;

private:
    QWidget *numbersColumn();
    QLayout *liveRow();
    QLayout *streamRow();
    void say(Notice *notice, RunRemark &shown, const RunRemark &remark);

    FailurePanel *m_failures;
    Card *m_liveCard;
    LiveChart *m_line;
    QWidget *m_side = nullptr; ///< the column with the numbers
    LiveNumbers *m_numbers;
    Notice *m_cold;
    Notice *m_evidence;
    SpeedTestChart *m_bars;
    TokenTimeline *m_timeline;
    AnswerCard *m_answer;
    RunRemark m_coldShown;
    RunRemark m_evidenceShown;
};

}
