// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/checkfindings.h"

#include <QFrame>

class QLabel;

namespace streamgauge {

class ElidedLabel;

/// What one check found, in a line: a mark of its level, its name, its first sentence. Opens to all of it and what to
/// do.
class CheckRow : public QFrame
{
    Q_OBJECT

public:
    explicit CheckRow(const CheckFinding &finding, QWidget *parent = nullptr);

    const CheckFinding &finding() const { return m_finding; }
    bool isOpen() const;
    void setOpen(bool open);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    CheckFinding m_finding;
    ElidedLabel *m_line;
    QLabel *m_details;
    QLabel *m_arrow;
};

}
