// SPDX-License-Identifier: Apache-2.0
#include "endpoint/endpointsfile.h"

#include <QRegularExpression>
#include <QUrl>

namespace streamgauge {

namespace {

std::unexpected<Error> refuse(const QString &url, const QString &message)
{
    return std::unexpected(Error {Error::Code::Usage, message, withoutCredentials(url.left(200))});
}

/// The path below which /models and /chat/completions are. A path that already names a version
/// ("/proxy/v1", "/v1beta/openai") is taken as it is.
QString basePath(QString path)
{
    static const QRegularExpression version(QStringLiteral("/v[0-9][^/]*(/|$)"));
    static const QStringList fullPaths {QStringLiteral("/chat/completions"), QStringLiteral("/completions"),
                                        QStringLiteral("/responses"), QStringLiteral("/api/chat"),
                                        QStringLiteral("/api/generate")};
    while (path.endsWith(u'/'))
        path.chop(1);
    for (const QString &fullPath : fullPaths) {
        if (!path.endsWith(fullPath))
            continue;
        path.chop(fullPath.size());
        break;
    }
    return version.match(path).hasMatch() ? path : path + QStringLiteral("/v1");
}

}

Expected<QString> normalizedBaseUrl(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return refuse(text, QStringLiteral("the URL is empty; write one such as http://localhost:8000"));
    if (!trimmed.contains(QLatin1String("://")))
        return refuse(text,
                      QStringLiteral("the URL does not say how to connect; did you mean http://%1?")
                          .arg(trimmed.section(u'@', -1).left(200)));
    QUrl url(trimmed, QUrl::StrictMode);
    if (!url.isValid())
        return refuse(text, QStringLiteral("not a URL such as http://localhost:8000"));
    if (url.scheme() != u"http" && url.scheme() != u"https")
        return refuse(text, QStringLiteral("\"%1\" is not http or https").arg(url.scheme()));
    if (!url.userInfo().isEmpty())
        return refuse(text,
                      QStringLiteral("no user name or password in a URL, please; use api_key with "
                                     "{env: NAME} or {keyring: NAME}"));
    if (url.host().isEmpty())
        return refuse(text, QStringLiteral("the URL names no host"));
    if (url.port() == 0)
        return refuse(text, QStringLiteral("there is no port 0"));
    if (url.hasQuery() || url.hasFragment())
        return refuse(text, QStringLiteral("a base URL ends with its path; remove what stands behind ? or #"));
    url.setPath(basePath(url.path()));
    return url.toString(QUrl::FullyEncoded);
}

QString serverRoot(const QString &base)
{
    return base.endsWith(QLatin1String("/v1")) ? base.chopped(3) : base;
}

QString requestUrl(const QString &base, Api api)
{
    switch (api) {
    case Api::Chat:
        return base + QLatin1String("/chat/completions");
    case Api::Completions:
        return base + QLatin1String("/completions");
    case Api::Responses:
        return base + QLatin1String("/responses");
    case Api::Ollama:
        return serverRoot(base) + QLatin1String("/api/chat");
    }
    Q_UNREACHABLE();
}

QString withoutCredentials(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (url.isValid() && url.userInfo().isEmpty() && (!url.host().isEmpty() || !text.contains(u'@')))
        return text;
    if (url.isValid() && !url.host().isEmpty())
        return url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded);
    // What cannot be parsed may hide a password anywhere before the last @.
    const qsizetype at = text.lastIndexOf(u'@');
    if (at < 0)
        return text;
    const qsizetype slashes = text.indexOf(QLatin1String("//"));
    const bool hasScheme = slashes >= 0 && slashes < at;
    return (hasScheme ? text.first(slashes + 2) : QString()) + text.mid(at + 1);
}

}
