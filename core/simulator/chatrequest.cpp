// SPDX-License-Identifier: Apache-2.0
#include "simulator/chatrequest.h"

#include "simulator/simulatedtokenizer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

// Thrown while a body is read, caught in parse().
[[noreturn]] void refuse(const QString &message, const QString &param = {})
{
    throw ApiError {.message = message, .param = param};
}

int readInteger(const QJsonObject &object, const QString &key, int min, int absent)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined() || value.isNull())
        return absent;
    const double number = value.toDouble(NAN);
    if (number != std::floor(number)) // refuses NaN, so what is no number, too
        refuse(QStringLiteral("%1 is not an integer.").arg(key), key);
    if (number < min)
        refuse(QStringLiteral("%1 must be at least %2, got %3.").arg(key).arg(min).arg(number), key);
    return static_cast<int>(std::min(number, 1e9));
}

bool readBool(const QJsonObject &object, const QString &key)
{
    const QJsonValue value = object.value(key);
    if (!value.isUndefined() && !value.isNull() && !value.isBool())
        refuse(QStringLiteral("%1 is not a boolean.").arg(key), key);
    return value.toBool();
}

QString readContent(const QJsonValue &content)
{
    if (content.isString())
        return content.toString();
    if (content.isNull())
        return {};
    if (!content.isArray())
        refuse(QStringLiteral("A message needs content: a text, or a list of text parts."), QStringLiteral("messages"));
    QStringList parts;
    for (const QJsonValue &part : content.toArray()) {
        if (part[QLatin1String("type")].toString() != QLatin1String("text"))
            refuse(QStringLiteral("This model takes text only."), QStringLiteral("messages"));
        parts.append(part[QLatin1String("text")].toString());
    }
    return parts.join(QLatin1Char('\n'));
}

std::vector<Message> readMessages(const QJsonObject &root)
{
    const QJsonArray list = root.value(QLatin1String("messages")).toArray();
    if (list.isEmpty())
        refuse(QStringLiteral("messages: a list of at least one message is required."), QStringLiteral("messages"));
    std::vector<Message> messages;
    for (const QJsonValue &value : list) {
        const QString role = value[QLatin1String("role")].toString();
        if (role.isEmpty())
            refuse(QStringLiteral("A message needs a role."), QStringLiteral("messages"));
        messages.push_back({role, readContent(value[QLatin1String("content")])});
    }
    return messages;
}

QJsonObject readRoot(const QByteArray &body, const SimulatorProfile &profile)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(body, &problem);
    if (problem.error != QJsonParseError::NoError || !document.isObject())
        throw ApiError {
            .type = QStringLiteral("Bad Request"),
            .message = document.isNull()
                ? QStringLiteral("JSON decode error at byte %1: %2").arg(problem.offset).arg(problem.errorString())
                : QStringLiteral("The body is not a JSON object.")};
    const QString model = document.object().value(QLatin1String("model")).toString();
    if (!model.isEmpty() && model != profile.model)
        throw ApiError {.status = 404,
                        .type = QStringLiteral("NotFoundError"),
                        .message = QStringLiteral("The model `%1` does not exist.").arg(model),
                        .param = QStringLiteral("model")};
    return document.object();
}

LengthLimits readLimits(const QJsonObject &root, int promptTokens, int maxModelLen)
{
    if (promptTokens >= maxModelLen)
        refuse(QStringLiteral("This model's maximum context length is %1 tokens. However, your request has %2 input "
                              "tokens. Please reduce the length of the input messages.")
                   .arg(maxModelLen)
                   .arg(promptTokens),
               QStringLiteral("messages"));
    const int left = maxModelLen - promptTokens;
    LengthLimits limits;
    limits.maxTokens = readInteger(root, QStringLiteral("max_completion_tokens"), 1,
                                   readInteger(root, QStringLiteral("max_tokens"), 1, left));
    if (limits.maxTokens > left)
        refuse(QStringLiteral("'max_tokens' or 'max_completion_tokens' is too large: %1. This model's maximum context "
                              "length is %2 tokens and your request has %3 input tokens.")
                   .arg(limits.maxTokens)
                   .arg(maxModelLen)
                   .arg(promptTokens),
               QStringLiteral("max_tokens"));
    limits.minTokens = readInteger(root, QStringLiteral("min_tokens"), 0, 0);
    if (limits.minTokens > limits.maxTokens)
        refuse(QStringLiteral("min_tokens must be less than or equal to max_tokens=%1, got %2.")
                   .arg(limits.maxTokens)
                   .arg(limits.minTokens),
               QStringLiteral("min_tokens"));
    limits.ignoreEos = readBool(root, QStringLiteral("ignore_eos"));
    return limits;
}

bool readGreedy(const QJsonObject &root)
{
    const QJsonValue temperature = root.value(QLatin1String("temperature"));
    if (temperature.isUndefined() || temperature.isNull())
        return false;
    const double value = temperature.toDouble(NAN);
    if (!(value >= 0))
        refuse(QStringLiteral("temperature must be non-negative, got %1.").arg(value), QStringLiteral("temperature"));
    return value == 0;
}

ChatRequest readChatRequest(const QJsonObject &root, const SimulatorProfile &profile)
{
    ChatRequest request;
    request.messages = readMessages(root);
    if (readInteger(root, QStringLiteral("n"), 1, 1) != 1)
        refuse(QStringLiteral("The simulator gives one choice: n must be 1."), QStringLiteral("n"));
    request.prompt = tokenizeChat(request.messages);
    request.limits = readLimits(root, static_cast<int>(request.prompt.size()), *profile.deployment.maxModelLen);
    request.greedy = readGreedy(root);
    request.stream = readBool(root, QStringLiteral("stream"));
    const QJsonObject options = root.value(QLatin1String("stream_options")).toObject();
    if (!options.isEmpty() && !request.stream)
        refuse(QStringLiteral("Stream options can only be defined when `stream=True`."),
               QStringLiteral("stream_options"));
    request.includeUsage = readBool(options, QStringLiteral("include_usage"));
    request.continuousUsage = request.includeUsage && readBool(options, QStringLiteral("continuous_usage_stats"));
    return request;
}

template<typename Read>
auto parse(const QByteArray &body, const SimulatorProfile &profile, Read read)
    -> ApiResult<decltype(read(QJsonObject()))>
{
    try {
        return read(readRoot(body, profile));
    } catch (const ApiError &error) {
        return std::unexpected(error);
    }
}

}

QString ChatRequest::lastUserMessage() const
{
    const auto last = std::find_if(messages.rbegin(), messages.rend(),
                                   [](const Message &message) { return message.role == QLatin1String("user"); });
    return last == messages.rend() ? QString() : last->content;
}

ApiResult<ChatRequest> parseChatRequest(const QByteArray &body, const SimulatorProfile &profile)
{
    return parse(body, profile, [&](const QJsonObject &root) { return readChatRequest(root, profile); });
}

ApiResult<std::vector<std::uint32_t>> parseTokenizeRequest(const QByteArray &body, const SimulatorProfile &profile)
{
    return parse(body, profile, [](const QJsonObject &root) {
        const QJsonValue prompt = root.value(QLatin1String("prompt"));
        return prompt.isString() ? tokenize(prompt.toString()) : tokenizeChat(readMessages(root));
    });
}

}
