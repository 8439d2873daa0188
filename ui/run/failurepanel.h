// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/livesnapshot.h"

#include <QWidget>

class QListWidget;

namespace streamgauge {

class Notice;

/// Failures at once, in words: how many of which kind and the latest message; all of them on demand.
class FailurePanel : public QWidget
{
    Q_OBJECT

public:
    explicit FailurePanel(QWidget *parent = nullptr);

    void clear();
    void setSnapshot(const LiveSnapshot &snapshot);

    QString text() const; ///< what the notice says; empty while nothing failed

private:
    void toggleList();
    void fillList();

    Notice *m_notice;
    QListWidget *m_list;
    QStringList m_failures; ///< newest first
    int m_count = 0;
};

}
