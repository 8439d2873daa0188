// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "controls/card.h"
#include "run/livesnapshot.h"

class QPlainTextEdit;

namespace streamgauge {

/// The newest answer as it streams, its end always in sight.
class AnswerCard : public Card
{
    Q_OBJECT

public:
    explicit AnswerCard(QWidget *parent = nullptr);

    void clear();
    void setSnapshot(const LiveSnapshot &snapshot);

private:
    QPlainTextEdit *m_text;
    QString m_shown;
};

}
