// SPDX-License-Identifier: Apache-2.0
#include "run/requestbody.h"

#include "endpoint/endpointsfile.h"
#include "endpoint/secrets.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <vector>

namespace streamgauge {

QJsonArray toJson(const std::vector<Message> &messages)
{
    QJsonArray array;
    for (const Message &message : messages)
        array.append(
            QJsonObject {{QStringLiteral("role"), message.role}, {QStringLiteral("content"), message.content}});
    return array;
}

QString joinedText(const std::vector<Message> &messages)
{
    QStringList texts;
    for (const Message &message : messages)
        texts.append(message.content);
    return texts.join(QLatin1String("\n\n"));
}

namespace {

bool isEngine(const BodyOptions &options, const char *name)
{
    return options.engine.compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
}

std::vector<Message> messagesOf(const Test &test, const QString &uniqueLine)
{
    std::vector<Message> messages = test.messages;
    if (!messages.empty() && !uniqueLine.isEmpty())
        messages.front().content.prepend(uniqueLine + QLatin1Char('\n'));
    return messages;
}

/// The prompt and the limits, in the interface's own names.
QJsonObject contentOf(Api api, const Test &test, const std::vector<Message> &messages)
{
    const double temperature = test.settings.temperature;
    switch (api) {
    case Api::Chat:
        return {{QStringLiteral("messages"), toJson(messages)},
                {QStringLiteral("max_tokens"), test.maxTokens},
                {QStringLiteral("temperature"), temperature}};
    case Api::Completions:
        return {{QStringLiteral("prompt"), joinedText(messages)},
                {QStringLiteral("max_tokens"), test.maxTokens},
                {QStringLiteral("temperature"), temperature}};
    case Api::Responses:
        return {{QStringLiteral("input"), toJson(messages)},
                {QStringLiteral("max_output_tokens"), test.maxTokens},
                {QStringLiteral("temperature"), temperature}};
    case Api::Ollama:
        return {{QStringLiteral("messages"), toJson(messages)},
                {QStringLiteral("options"),
                 QJsonObject {{QStringLiteral("num_predict"), test.maxTokens},
                              {QStringLiteral("temperature"), temperature}}}};
    }
    Q_UNREACHABLE();
}

/// Fields of the same name are replaced, except that Ollama's `options` are joined.
void insertAll(QJsonObject &into, const QJsonObject &fields)
{
    static const QString options = QStringLiteral("options");
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        if (field.key() == options && into.value(options).isObject() && field.value().isObject()) {
            QJsonObject joined = into.value(options).toObject();
            insertAll(joined, field.value().toObject());
            into.insert(options, joined);
        } else {
            into.insert(field.key(), field.value());
        }
    }
}

/// Whether an engine knows a field is asked only where the engine is known: others are sent it and may refuse.
QJsonObject lengthFields(const Test &test, const BodyOptions &options)
{
    QJsonObject fields;
    if (test.settings.ignoreEos)
        fields.insert(QStringLiteral("ignore_eos"), true);
    if (test.settings.minTokens > 0 && !isEngine(options, "llama.cpp"))
        fields.insert(QStringLiteral("min_tokens"), std::min(test.settings.minTokens, test.maxTokens));
    return isEngine(options, "Ollama") ? QJsonObject() : fields;
}

/// Fields that are not part of the oldest interface: they bring better token counts, and a strict server refuses them.
QJsonObject extrasOf(Api api, const Test &test, const BodyOptions &options)
{
    if (api == Api::Ollama)
        return {};
    if (api == Api::Responses)
        return {{QStringLiteral("store"), false}}; // nothing of a measurement is worth keeping on the server
    QJsonObject usage {{QStringLiteral("include_usage"), true}};
    if (isEngine(options, "vLLM") || isEngine(options, "SGLang"))
        usage.insert(QStringLiteral("continuous_usage_stats"), true);
    QJsonObject extras {{QStringLiteral("stream_options"), usage}};
    insertAll(extras, lengthFields(test, options));
    if (isEngine(options, "vLLM"))
        extras.insert(QStringLiteral("return_token_ids"), true);
    return extras;
}

}

QByteArray requestBody(const Endpoint &endpoint, const Test &test, const BodyOptions &options)
{
    QJsonObject body = contentOf(endpoint.api, test, messagesOf(test, options.uniqueLine));
    body.insert(QStringLiteral("model"), endpoint.model);
    body.insert(QStringLiteral("stream"), true);
    if (options.extras)
        insertAll(body, extrasOf(endpoint.api, test, options));
    insertAll(body, endpoint.body);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

QStringList unsentFields(const Endpoint &endpoint, const Test &test, const BodyOptions &options)
{
    QStringList names;
    const QJsonObject sent = extrasOf(endpoint.api, test, options);
    const auto check = [&](const QString &name, bool isWanted) {
        if (isWanted && !sent.contains(name) && !endpoint.body.contains(name))
            names.append(name);
    };
    check(QStringLiteral("ignore_eos"), test.settings.ignoreEos);
    check(QStringLiteral("min_tokens"), test.settings.minTokens > 0);
    return names;
}

QStringList extraFields(const Endpoint &endpoint, const Test &test, const BodyOptions &options)
{
    QStringList names;
    for (const QString &name : extrasOf(endpoint.api, test, options).keys())
        if (!endpoint.body.contains(name)) // what the user asks for is never left out
            names.append(name);
    return names;
}

HttpTarget requestTarget(const Endpoint &endpoint, const QString &apiKey)
{
    HttpTarget target;
    target.url = requestUrl(endpoint.url, endpoint.api).toStdString();
    target.http2 = endpoint.httpVersion == HttpVersion::Http2;
    target.caFile = qEnvironmentVariable("SSL_CERT_FILE").toStdString(); // as curl's own program does
    if (const auto [name, value] = keyHeader(endpoint.apiKey, apiKey); !name.isEmpty())
        target.headers.emplace_back(name.toStdString(), value.toStdString());
    for (const auto &[name, value] : endpoint.headers)
        target.headers.emplace_back(name.toStdString(), value.toStdString());
    return target;
}

}
