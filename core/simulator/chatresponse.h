// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/answertext.h"
#include "simulator/chatrequest.h"

#include <QByteArray>

namespace streamgauge {

/// One chat completion in the words of vLLM: as server-sent events, or as one object.
class ChatResponse
{
public:
    ChatResponse(const SimulatorProfile &profile, const ChatRequest &request, const AnswerPlan &plan, quint64 seed,
                 const QByteArray &id, qint64 created_s);

    void setCachedTokens(int tokens) { m_cachedTokens = tokens; }

    /// The event that carries only the role; the first.
    QByteArray roleEvent() const;
    QByteArray tokenEvent(int index) const;
    /// The finish_reason, the usage if it was asked for, and [DONE].
    QByteArray endEvents() const;

    QByteArray completion() const;

private:
    QByteArray event(const QByteArray &delta, const QByteArray &finishReason, int tokens) const;
    QByteArray usage(int tokens) const;
    QByteArray finishReason() const;

    AnswerText m_text;
    AnswerPlan m_plan;
    ReasoningStyle m_style;
    QByteArray m_head; ///< of every event, up to `choices`
    QByteArray m_completionHead;
    int m_promptTokens;
    int m_cachedTokens = 0;
    bool m_includeUsage;
    bool m_continuousUsage;
};

/// @p text as a JSON string with its quotes.
QByteArray jsonString(const QString &text);

}
