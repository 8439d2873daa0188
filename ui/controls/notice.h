// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace streamgauge {

/// A message in its place, instead of a box in the way: what is the matter, and the one thing to do about it.
class Notice : public QFrame
{
    Q_OBJECT

public:
    enum class Level { Info, Good, Warning, Error };

    explicit Notice(QWidget *parent = nullptr); ///< hidden until something is to be said
    Notice(Level level, const QString &text, QWidget *parent = nullptr);

    /// @p title is set in bold before the text; may be empty.
    void say(Level level, const QString &text, const QString &title = {});
    void setAction(const QString &text);       ///< empty: none
    void setSecondAction(const QString &text); ///< before the first; empty: none
    QPushButton *actionButton() const { return m_action; }
    void setClosable(bool closable);

    QString text() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

Q_SIGNALS:
    void actionTriggered();
    void secondActionTriggered();
    void closed();

private:
    void fit();

    QLabel *m_text;
    QPushButton *m_action;
    QPushButton *m_secondAction;
    QToolButton *m_close;
};

}
