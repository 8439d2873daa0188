// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QStringList>

class QButtonGroup;

namespace streamgauge {

/// One of a few, all in sight. Tab reaches it, the arrow keys choose.
class SegmentedControl : public QFrame
{
    Q_OBJECT

public:
    explicit SegmentedControl(const QStringList &texts, QWidget *parent = nullptr);

    int currentIndex() const;
    void setCurrentIndex(int index);
    void setSegmentToolTip(int index, const QString &text);
    void setSegmentEnabled(int index, bool enabled);

Q_SIGNALS:
    void currentIndexChanged(int index);

private:
    QButtonGroup *m_group;
};

}
