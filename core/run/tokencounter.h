// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "endpoint/endpoint.h"
#include "endpoint/httpfetch.h"
#include "suite/suite.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <functional>

namespace streamgauge {

struct TokenCount
{
    int tokens = 0;
    QString by; ///< "tokenize" or "usage"
};

/// Asks a server how many tokens a prompt has, as its usage would say: with what its chat template adds. By /tokenize
/// where that knows the template (vLLM; llama.cpp together with /apply-template), else by a one-token request.
/// One count at a time.
class TokenCounter : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Expected<TokenCount> &)>;

    /// @p endpoint with its base URL and model.
    TokenCounter(Endpoint endpoint, QString apiKey, QObject *parent = nullptr);

    void count(std::vector<Message> messages, Done done);

private:
    enum class Way { TokenizeMessages, ApplyTemplate, TokenizeText, Usage };

    void ask();
    void post(const QString &url, const QJsonObject &body, void (TokenCounter::*take)(const HttpAnswer &));
    void takeTemplate(const HttpAnswer &answer);
    void takeTokens(const HttpAnswer &answer);
    void takeUsage(const HttpAnswer &answer);
    void tryNextWay();
    void succeed(int tokens, const QString &by);
    QJsonObject oneTokenRequest() const;

    const Endpoint m_endpoint;
    const QString m_key;
    QNetworkAccessManager m_manager {this};
    Way m_way = Way::TokenizeMessages;
    std::vector<Message> m_messages;
    Done m_done;
};

}
