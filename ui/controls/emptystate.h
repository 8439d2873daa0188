// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace streamgauge {

/// What a place says while it has nothing to show: a heading, a sentence, the action that fills it.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString &heading, const QString &sentence, const QString &action = {}, QWidget *parent = nullptr);

    void setSentence(const QString &sentence);
    QPushButton *actionButton() const { return m_action; }
    void setSecondAction(const QString &text); ///< another way to fill it, beside the first
    QPushButton *secondActionButton() const { return m_secondAction; }

Q_SIGNALS:
    void actionTriggered();
    void secondActionTriggered();

private:
    QLabel *m_sentence;
    QPushButton *m_action;
    QPushButton *m_secondAction;
};

}
