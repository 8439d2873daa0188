// SPDX-License-Identifier: Apache-2.0
#include "simulator/chatresponse.h"

#include "simulator/apierror.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace streamgauge {

namespace {

QByteArray headOf(const char *object, const QByteArray &id, qint64 created_s, const QString &model)
{
    return "{\"id\":\"" + id + "\",\"object\":\"" + object + "\",\"created\":" + QByteArray::number(created_s)
        + ",\"model\":" + jsonString(model) + ",\"choices\":[";
}

}

QByteArray jsonString(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray {text}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

QByteArray errorBody(const ApiError &error)
{
    const QJsonObject inner {
        {QStringLiteral("message"), error.message},
        {QStringLiteral("type"), error.type},
        {QStringLiteral("param"), error.param.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(error.param)},
        {QStringLiteral("code"), error.status}};
    return QJsonDocument(QJsonObject {{QStringLiteral("error"), inner}}).toJson(QJsonDocument::Compact);
}

ChatResponse::ChatResponse(const SimulatorProfile &profile, const ChatRequest &request, const AnswerPlan &plan,
                           quint64 seed, const QByteArray &id, qint64 created_s)
    : m_text(profile.reasoning, plan, seed)
    , m_plan(plan)
    , m_style(profile.reasoning)
    , m_head("data: " + headOf("chat.completion.chunk", id, created_s, profile.model))
    , m_completionHead(headOf("chat.completion", id, created_s, profile.model))
    , m_promptTokens(static_cast<int>(request.prompt.size()))
    , m_includeUsage(request.includeUsage)
    , m_continuousUsage(request.continuousUsage)
{
}

QByteArray ChatResponse::finishReason() const
{
    return m_plan.cut ? "\"length\"" : "\"stop\"";
}

QByteArray ChatResponse::usage(int tokens) const
{
    QByteArray usage = "{\"prompt_tokens\":" + QByteArray::number(m_promptTokens) + ",\"total_tokens\":"
        + QByteArray::number(m_promptTokens + tokens) + ",\"completion_tokens\":" + QByteArray::number(tokens)
        + ",\"prompt_tokens_details\":{\"cached_tokens\":" + QByteArray::number(m_cachedTokens) + '}';
    if (m_style == ReasoningStyle::Field) // inside the text the server does not tell it apart
        usage += ",\"completion_tokens_details\":{\"reasoning_tokens\":"
            + QByteArray::number(std::min(m_plan.reasoningTokens, tokens)) + '}';
    return usage + '}';
}

QByteArray ChatResponse::event(const QByteArray &delta, const QByteArray &finishReason, int tokens) const
{
    QByteArray event =
        m_head + "{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finishReason + "}]";
    if (m_continuousUsage)
        event += ",\"usage\":" + usage(tokens);
    return event + "}\n\n";
}

QByteArray ChatResponse::roleEvent() const
{
    return event("{\"role\":\"assistant\",\"content\":\"\"}", "null", 0);
}

QByteArray ChatResponse::tokenEvent(int index) const
{
    const AnswerPiece piece = m_text.piece(index);
    const char *key = piece.reasoning ? "{\"reasoning_content\":" : "{\"content\":";
    return event(key + jsonString(piece.text) + '}', "null", index + 1);
}

QByteArray ChatResponse::endEvents() const
{
    QByteArray events = event("{}", finishReason(), m_plan.tokens);
    if (m_includeUsage)
        events += m_head + "],\"usage\":" + usage(m_plan.tokens) + "}\n\n";
    return events + "data: [DONE]\n\n";
}

QByteArray ChatResponse::completion() const
{
    QString content;
    QString reasoning;
    for (int i = 0; i < m_plan.tokens; ++i) {
        const AnswerPiece piece = m_text.piece(i);
        (piece.reasoning ? reasoning : content) += piece.text;
    }
    QByteArray message = "{\"role\":\"assistant\",\"content\":" + jsonString(content);
    if (m_style == ReasoningStyle::Field)
        message += ",\"reasoning_content\":" + jsonString(reasoning);
    return m_completionHead + "{\"index\":0,\"message\":" + message
        + "},\"logprobs\":null,\"finish_reason\":" + finishReason() + "}],\"usage\":" + usage(m_plan.tokens) + '}';
}

}
