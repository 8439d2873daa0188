// SPDX-License-Identifier: Apache-2.0
#include "run/requestbody.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace streamgauge {

QByteArray chatRequestBody(const Endpoint &endpoint, const Test &test, const QString &uniqueLine)
{
    QJsonArray messages;
    for (const Message &message : test.messages) {
        QString content = message.content;
        if (messages.isEmpty() && !uniqueLine.isEmpty())
            content.prepend(uniqueLine + QLatin1Char('\n'));
        messages.append(QJsonObject {{QStringLiteral("role"), message.role}, {QStringLiteral("content"), content}});
    }
    QJsonObject body {
        {QStringLiteral("model"), endpoint.model},
        {QStringLiteral("messages"), messages},
        {QStringLiteral("max_tokens"), test.maxTokens},
        {QStringLiteral("temperature"), test.settings.temperature},
        {QStringLiteral("stream"), true},
        {QStringLiteral("stream_options"), QJsonObject {{QStringLiteral("include_usage"), true}}},
    };
    for (auto field = endpoint.body.begin(); field != endpoint.body.end(); ++field)
        body.insert(field.key(), field.value());
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

HttpTarget chatTarget(const Endpoint &endpoint, const QString &apiKey)
{
    HttpTarget target;
    target.url = (endpoint.url + QStringLiteral("/chat/completions")).toStdString();
    target.http2 = endpoint.httpVersion == HttpVersion::Http2;
    target.caFile = qEnvironmentVariable("SSL_CERT_FILE").toStdString(); // as curl's own program does
    if (!apiKey.isEmpty())
        target.headers.emplace_back("Authorization", "Bearer " + apiKey.toStdString());
    for (const auto &[name, value] : endpoint.headers)
        target.headers.emplace_back(name.toStdString(), value.toStdString());
    return target;
}

}
