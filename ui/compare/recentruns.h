// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/seriesreference.h"
#include "runfile/runlibrary.h"

#include <QWidget>

class QVBoxLayout;
class QLabel;

namespace streamgauge {

/// Compare while it has nothing to show: what to do, and the latest runs to begin with.
class RecentRuns : public QWidget
{
    Q_OBJECT

public:
    explicit RecentRuns(QWidget *parent = nullptr);

    void setRuns(const std::vector<RunEntry> &newestFirst);

Q_SIGNALS:
    void runsChosen(const std::vector<streamgauge::SeriesReference> &runs);
    void savedRunsRequested();

private:
    QVBoxLayout *m_list;
    QLabel *m_sentence;
    QWidget *m_reference;
    QWidget *m_all;
};

}
