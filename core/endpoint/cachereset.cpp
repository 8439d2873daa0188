// SPDX-License-Identifier: Apache-2.0
#include "endpoint/cachereset.h"

#include "endpoint/endpointsfile.h"
#include "endpoint/httpfetch.h"

#include <QNetworkRequest>
#include <QProcess>
#include <QUrl>

namespace streamgauge {

namespace {

bool isPath(const QString &post)
{
    return post.startsWith(u'/') && !post.startsWith(QLatin1String("//"));
}

}

QString cacheResetProblem(const CacheReset &reset)
{
    if (reset.isEmpty())
        return {};
    if (!reset.command.isEmpty())
        return cacheResetCommand(reset).value(0).isEmpty() ? QStringLiteral("the command names no program") : QString();
    const bool hasSpace = std::any_of(reset.post.begin(), reset.post.end(), [](QChar c) { return c.isSpace(); });
    if (isPath(reset.post) && !hasSpace)
        return {};
    const QUrl url(reset.post, QUrl::StrictMode);
    if (hasSpace || !url.isValid() || (url.scheme() != u"http" && url.scheme() != u"https") || url.host().isEmpty())
        return QStringLiteral("write a path of the server such as /reset_prefix_cache, or a URL such as "
                              "http://host:8000/reset_prefix_cache");
    if (!url.userInfo().isEmpty())
        return QStringLiteral("no user name or password in the URL, please");
    return {};
}

QNetworkRequest cacheResetRequest(const Endpoint &endpoint, const QString &apiKey)
{
    const QString root = serverRoot(endpoint.url);
    const QUrl server(root);
    const QUrl url(isPath(endpoint.cacheReset.post) ? root + endpoint.cacheReset.post : endpoint.cacheReset.post);
    const bool isSameServer =
        url.scheme() == server.scheme() && url.host() == server.host() && url.port() == server.port();
    QNetworkRequest request =
        isSameServer ? endpointRequest(endpoint, apiKey, url.toString()) : endpointRequest({}, {}, url.toString());
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    return request;
}

QStringList cacheResetCommand(const CacheReset &reset)
{
    return QProcess::splitCommand(reset.command);
}

}
