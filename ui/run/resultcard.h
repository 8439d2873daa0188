// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "controls/card.h"
#include "runfile/run.h"

class QLabel;
class QPushButton;

namespace streamgauge {

class ElidedLabel;

/// How a run ended, what was saved and where, and what to do next.
class ResultCard : public Card
{
    Q_OBJECT

public:
    explicit ResultCard(QWidget *parent = nullptr);

    /// @p summary says what was measured; @p problem why the file is not complete.
    void setResult(Outcome outcome, const QString &summary, const QString &path, const QString &problem);
    void focusCompare();

Q_SIGNALS:
    void compareRequested();
    void savedRunsRequested();
    void runAgainRequested();
    void setupRequested();

private:
    QLabel *m_heading;
    QLabel *m_summary;
    ElidedLabel *m_path;
    QLabel *m_problem;
    QPushButton *m_compare;
};

}
