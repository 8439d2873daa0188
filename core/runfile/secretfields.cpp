// SPDX-License-Identifier: Apache-2.0
#include "runfile/secretfields.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>
#include <QUrlQuery>

namespace streamgauge {

namespace {

/// "x-apiKey" → "x", "api", "key"
QStringList wordsOf(QStringView name)
{
    QStringList words;
    QString word;
    const auto finishWord = [&] {
        if (!word.isEmpty())
            words.append(word.toLower());
        word.clear();
    };
    for (qsizetype i = 0; i < name.size(); ++i) {
        const bool startsWord = name[i].isUpper() && i > 0 && name[i - 1].isLower();
        if (!name[i].isLetterOrNumber() || startsWord)
            finishWord();
        if (name[i].isLetterOrNumber())
            word += name[i];
    }
    finishWord();
    return words;
}

QJsonValue withoutSecrets(const QJsonValue &value, bool secret)
{
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto field = object.begin(); field != object.end(); ++field)
            field.value() = withoutSecrets(field.value(), fieldLooksSecret(field.key()));
        return object;
    }
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &element : value.toArray())
            array.append(withoutSecrets(element, secret));
        return array;
    }
    return secret && (value.isString() || value.isDouble()) ? QJsonValue(hiddenValue) : value;
}

}

bool headerLooksSecret(QStringView name)
{
    static const QStringList parts {QStringLiteral("auth"),       QStringLiteral("key"),
                                    QStringLiteral("token"),      QStringLiteral("cookie"),
                                    QStringLiteral("secret"),     QStringLiteral("password"),
                                    QStringLiteral("credential"), QStringLiteral("signature")};
    return std::any_of(parts.begin(), parts.end(),
                       [&](const QString &part) { return name.contains(part, Qt::CaseInsensitive); });
}

bool fieldLooksSecret(QStringView name)
{
    static const QSet<QString> secretWords {
        QStringLiteral("auth"),     QStringLiteral("authorization"), QStringLiteral("key"),
        QStringLiteral("apikey"),   QStringLiteral("token"),         QStringLiteral("secret"),
        QStringLiteral("password"), QStringLiteral("passwd"),        QStringLiteral("cookie"),
        QStringLiteral("bearer"),   QStringLiteral("credential"),    QStringLiteral("credentials")};
    const QStringList words = wordsOf(name);
    if (words.isEmpty() || words.last() == QLatin1String("id") || words.last() == QLatin1String("ids"))
        return false; // token ids are numbers of a vocabulary
    return std::any_of(words.begin(), words.end(), [&](const QString &word) { return secretWords.contains(word); });
}

QJsonObject withoutSecrets(const QJsonObject &object)
{
    return withoutSecrets(QJsonValue(object), false).toObject();
}

QString withoutSecretFlags(const QString &flags)
{
    static const QRegularExpression flag(QStringLiteral(R"((--?[\w.-]+|\b[A-Z_]+)(=|\s+)("[^"]*"|'[^']*'|[^\s-]\S*))"));
    QString result;
    qsizetype from = 0;
    for (auto matches = flag.globalMatch(flags); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        if (!fieldLooksSecret(match.capturedView(1)))
            continue;
        result += QStringView(flags).mid(from, match.capturedStart(3) - from);
        result += hiddenValue;
        from = match.capturedEnd(3);
    }
    result += QStringView(flags).mid(from);
    return result;
}

QString withoutSecretsInUrl(const QString &url)
{
    QUrl parsed(url);
    if (parsed.isEmpty() || !parsed.isValid())
        return url.contains(QLatin1Char('@')) ? QString(hiddenValue) : url;
    if (parsed.userInfo().isEmpty() && !parsed.hasQuery())
        return url;
    parsed.setUserInfo({});
    QUrlQuery query(parsed);
    auto items = query.queryItems();
    for (auto &[name, value] : items)
        if (fieldLooksSecret(name))
            value = hiddenValue;
    query.setQueryItems(items);
    if (parsed.hasQuery())
        parsed.setQuery(query);
    return parsed.toString();
}

Endpoint withoutSecrets(Endpoint endpoint)
{
    endpoint.url = withoutSecretsInUrl(endpoint.url);
    for (auto &[name, value] : endpoint.headers)
        if (headerLooksSecret(name))
            value = hiddenValue;
    endpoint.body = withoutSecrets(endpoint.body);
    endpoint.deployment.flags = withoutSecretFlags(endpoint.deployment.flags);
    endpoint.telemetry.metricsUrl = withoutSecretsInUrl(endpoint.telemetry.metricsUrl);
    endpoint.telemetry.dcgmUrl = withoutSecretsInUrl(endpoint.telemetry.dcgmUrl);
    endpoint.telemetry.gpuCommand = withoutSecretFlags(endpoint.telemetry.gpuCommand);
    endpoint.cacheReset.command = withoutSecretFlags(endpoint.cacheReset.command);
    if (!endpoint.cacheReset.post.startsWith(u'/'))
        endpoint.cacheReset.post = withoutSecretsInUrl(endpoint.cacheReset.post);
    return endpoint;
}

std::vector<QString> secretHeaderValues(const Endpoint &endpoint)
{
    std::vector<QString> values;
    for (const auto &[name, value] : endpoint.headers) {
        if (!headerLooksSecret(name))
            continue;
        values.push_back(value);
        if (value.startsWith(QLatin1String("Bearer "), Qt::CaseInsensitive))
            values.push_back(value.mid(7).trimmed());
    }
    return values;
}

}
