// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QButtonGroup;
class QVBoxLayout;

namespace streamgauge {

/// The list of pages at the window's left. Tab reaches it, the arrow keys choose.
class Navigation : public QFrame
{
    Q_OBJECT

public:
    explicit Navigation(QWidget *parent = nullptr);

    /// The page's index. Pages added after addSpace() are at the bottom.
    int addPage(const QString &title, const QKeySequence &shortcut);
    void addSpace();

    void setCurrent(int index);

Q_SIGNALS:
    void pageChosen(int index);

private:
    QVBoxLayout *m_column;
    QButtonGroup *m_group;
};

}
