// SPDX-License-Identifier: Apache-2.0
#include "run/tokencounter.h"

#include "client/chatchunk.h"
#include "endpoint/endpointsfile.h"
#include "endpoint/probeanswers.h"
#include "run/requestbody.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

namespace streamgauge {

namespace {

constexpr int ok = 200;
constexpr auto patience = 120s; ///< a long prompt on a slow machine

/// vLLM gives `count` first, llama.cpp only the list; a list beyond the answer's kept size cannot be counted.
int tokensIn(const QByteArray &body)
{
    const QJsonObject answer = QJsonDocument::fromJson(body).object();
    if (answer.value(QLatin1String("count")).isDouble())
        return answer.value(QLatin1String("count")).toInt();
    if (answer.value(QLatin1String("tokens")).isArray())
        return static_cast<int>(answer.value(QLatin1String("tokens")).toArray().size());
    static const QRegularExpression count(QStringLiteral("\"count\"\\s*:\\s*(\\d{1,9})"));
    return count.match(QString::fromUtf8(body.first(std::min<qsizetype>(body.size(), 200)))).captured(1).toInt();
}

/// By the name each interface has for it.
int promptTokensIn(const QByteArray &body)
{
    const QJsonObject answer = QJsonDocument::fromJson(body).object();
    const QJsonObject usage = answer.value(QLatin1String("usage")).toObject();
    for (const QJsonValue &value :
         {usage.value(QLatin1String("prompt_tokens")), usage.value(QLatin1String("input_tokens")),
          answer.value(QLatin1String("prompt_eval_count"))})
        if (value.isDouble())
            return value.toInt();
    return 0;
}

}

TokenCounter::TokenCounter(Endpoint endpoint, QString apiKey, QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_key(std::move(apiKey))
{
    if (m_endpoint.api == Api::Completions)
        m_way = Way::TokenizeText; // no chat template
    else if (m_endpoint.api != Api::Chat)
        m_way = Way::Usage;
}

void TokenCounter::count(std::vector<Message> messages, Done done)
{
    m_messages = std::move(messages);
    m_done = std::move(done);
    ask();
}

void TokenCounter::ask()
{
    const QString root = serverRoot(m_endpoint.url);
    const QString tokenize = root + QStringLiteral("/tokenize");
    switch (m_way) {
    case Way::TokenizeMessages:
        return post(tokenize,
                    {{QStringLiteral("model"), m_endpoint.model}, {QStringLiteral("messages"), toJson(m_messages)}},
                    &TokenCounter::takeTokens);
    case Way::ApplyTemplate:
        return post(root + QStringLiteral("/apply-template"), {{QStringLiteral("messages"), toJson(m_messages)}},
                    &TokenCounter::takeTemplate);
    case Way::TokenizeText: {
        const QString text = joinedText(m_messages);
        return post(tokenize,
                    {{QStringLiteral("model"), m_endpoint.model},
                     {QStringLiteral("prompt"), text},
                     {QStringLiteral("content"), text},
                     {QStringLiteral("add_special"), true}},
                    &TokenCounter::takeTokens);
    }
    case Way::Usage:
        return post(requestUrl(m_endpoint.url, m_endpoint.api), oneTokenRequest(), &TokenCounter::takeUsage);
    }
}

QJsonObject TokenCounter::oneTokenRequest() const
{
    constexpr int responsesAllowNoLess = 16;
    Test test;
    test.messages = m_messages;
    test.maxTokens = m_endpoint.api == Api::Responses ? responsesAllowNoLess : 1;
    Endpoint endpoint = m_endpoint;
    for (const char *field : {"max_tokens", "min_tokens", "max_output_tokens", "stream_options", "ignore_eos"})
        endpoint.body.remove(QLatin1String(field));
    if (endpoint.body.contains(QLatin1String("max_completion_tokens")))
        endpoint.body.insert(QStringLiteral("max_completion_tokens"), 1);
    QJsonObject body =
        QJsonDocument::fromJson(requestBody(endpoint, test, {.uniqueLine = {}, .engine = {}, .extras = false}))
            .object();
    body.insert(QStringLiteral("stream"), false);
    return body;
}

void TokenCounter::post(const QString &url, const QJsonObject &body, void (TokenCounter::*take)(const HttpAnswer &))
{
    QNetworkRequest request = endpointRequest(m_endpoint, m_key, url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setTransferTimeout(std::chrono::milliseconds(patience).count());
    m_manager.setProxy(proxyFor(QUrl(url)));
    fetch(m_manager, request, QJsonDocument(body).toJson(QJsonDocument::Compact), this,
          [this, take](const HttpAnswer &answer) { (this->*take)(answer); });
}

void TokenCounter::takeTemplate(const HttpAnswer &answer)
{
    const QString prompt = QJsonDocument::fromJson(answer.body).object().value(QLatin1String("prompt")).toString();
    if (answer.status != ok || prompt.isEmpty())
        return tryNextWay();
    post(serverRoot(m_endpoint.url) + QStringLiteral("/tokenize"),
         {{QStringLiteral("content"), prompt},
          {QStringLiteral("add_special"), true},
          {QStringLiteral("parse_special"), true}},
         &TokenCounter::takeTokens);
}

void TokenCounter::takeTokens(const HttpAnswer &answer)
{
    const int tokens = answer.status == ok ? tokensIn(answer.body) : 0;
    if (tokens == 0) // no such page, or one that means something else
        return tryNextWay();
    succeed(tokens, QStringLiteral("tokenize"));
}

void TokenCounter::takeUsage(const HttpAnswer &answer)
{
    const auto fail = [this](const QString &message) {
        std::exchange(m_done, {})(
            std::unexpected(Error {Error::Code::Protocol, message, requestUrl(m_endpoint.url, m_endpoint.api)}));
    };
    if (answer.status == 0)
        return fail(connectionProblem(answer, QUrl(m_endpoint.url)));
    if (answer.status != ok)
        return fail(QStringLiteral("a one-token request was answered with HTTP status %1: %2")
                        .arg(answer.status)
                        .arg(QString::fromStdString(errorMessageFrom(answer.body.toStdString()))));
    const int tokens = promptTokensIn(answer.body);
    if (tokens == 0)
        return fail(QStringLiteral("the server has no /tokenize and gives no usage, so nobody counts the prompt"));
    succeed(tokens, QStringLiteral("usage"));
}

void TokenCounter::tryNextWay()
{
    m_way = m_way == Way::TokenizeMessages ? Way::ApplyTemplate : Way::Usage;
    ask();
}

void TokenCounter::succeed(int tokens, const QString &by)
{
    std::exchange(m_done, {})(TokenCount {.tokens = tokens, .by = by});
}

}

#include "moc_tokencounter.cpp"
