// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QMimeData>
#include <QTimer>

#include <functional>

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

    /// What may be dropped onto that page's name. A drag that waits over it opens the page, to be dropped there.
    void setAcceptor(int index, std::function<bool(const QMimeData &)> accepts);

Q_SIGNALS:
    void pageChosen(int index);
    void dataDropped(int index, const QMimeData *data);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    bool isOverAcceptor(const QPoint &position) const;

    QVBoxLayout *m_column;
    QButtonGroup *m_group;
    int m_acceptor = -1;
    std::function<bool(const QMimeData &)> m_accepts;
    QTimer m_springTimer;
};

}
