// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/checkfindings.h"
#include "controls/card.h"

class QPushButton;

namespace streamgauge {

class CheckRow;

/// The checks of a run or a comparison: what failed and what warns, a line each; what is for information on request.
class CheckStrip : public Card
{
    Q_OBJECT

public:
    explicit CheckStrip(QWidget *parent = nullptr); ///< hidden until it is given something

    /// Replaces what it shows; hidden where no check has anything to say.
    void setFindings(const std::vector<CheckFinding> &findings);
    const std::vector<CheckRow *> &rows() const { return m_rows; }
    QPushButton *moreButton() const { return m_more; } ///< shows and hides what is for information

private:
    void showRows();

    std::vector<CheckFinding> m_findings;
    std::vector<CheckRow *> m_rows;
    QVBoxLayout *m_list;
    QPushButton *m_more;
    bool m_all = false;
};

}
