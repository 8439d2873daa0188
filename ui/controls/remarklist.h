// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace streamgauge {

/// Sentences to take note of, quietly: the first few, and all of them on demand. Hidden while there are none.
class RemarkList : public QWidget
{
    Q_OBJECT

public:
    explicit RemarkList(const QString &title, QWidget *parent = nullptr);

    void setRemarks(const QStringList &remarks);
    const QStringList &remarks() const { return m_remarks; }

private:
    void refresh();

    QVBoxLayout *m_lines; ///< a label each
    QPushButton *m_more;
    QStringList m_remarks;
    bool m_isOpen = false;
};

}
