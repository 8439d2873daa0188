// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/answerplan.h"

#include <QStringList>

namespace streamgauge {

struct AnswerPiece
{
    QString text;
    bool reasoning = false; ///< goes into `reasoning_content`
};

/// The text of an answer, one piece a token. It begins by saying that it is simulated; then comes neutral prose,
/// begun at a place that depends on @p seed.
class AnswerText
{
public:
    AnswerText(ReasoningStyle style, const AnswerPlan &plan, quint64 seed);

    AnswerPiece piece(int index) const;

private:
    AnswerPiece inlinePiece(int index) const;

    ReasoningStyle m_style;
    int m_reasoningTokens;
    qsizetype m_offset;
};

}
