// SPDX-License-Identifier: Apache-2.0
#include "endpoint/httpfetch.h"

#include "endpoint/secrets.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QUrl>

#include <memory>

namespace streamgauge {

namespace {

constexpr qint64 maxBodyBytes = 1024 * 1024;

struct Transfer
{
    HttpAnswer answer;
    TimePoint started = Clock::now();
    bool enough = false; ///< no more of the body is wanted
};

void readBody(QNetworkReply *reply, Transfer &transfer)
{
    QByteArray &body = transfer.answer.body;
    body += reply->read(maxBodyBytes - body.size());
    const bool isDone = body.contains("data: [DONE]") || body.contains("data:[DONE]");
    if (!transfer.enough && (isDone || body.size() >= maxBodyBytes)) {
        transfer.enough = true;
        reply->abort();
    }
}

void readHead(const QNetworkReply &reply, HttpAnswer &answer)
{
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QString type = reply.header(QNetworkRequest::ContentTypeHeader).toString();
    answer.contentType = type.section(u';', 0, 0).trimmed().toLower();
    answer.server = QString::fromUtf8(reply.rawHeader("Server")).left(100);
    answer.location = QString::fromUtf8(reply.rawHeader("Location")).left(300);
}

}

void fetch(QNetworkAccessManager &manager, QNetworkRequest request, const QByteArray &body, QObject *context,
           std::function<void(HttpAnswer)> done)
{
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    QNetworkReply *reply = body.isEmpty() ? manager.get(request) : manager.post(request, body);
    reply->setReadBufferSize(maxBodyBytes);
    const auto transfer = std::make_shared<Transfer>();
    QObject::connect(reply, &QNetworkReply::readyRead, context, [reply, transfer] { readBody(reply, *transfer); });
    QObject::connect(reply, &QNetworkReply::finished, context, [reply, transfer, done = std::move(done)] {
        HttpAnswer &answer = transfer->answer;
        readHead(*reply, answer);
        if (!transfer->enough) {
            answer.body += reply->read(maxBodyBytes - answer.body.size());
            answer.error = reply->error();
            answer.errorText = reply->errorString();
        }
        answer.duration = Clock::now() - transfer->started;
        reply->deleteLater();
        done(std::move(answer));
    });
}

QNetworkRequest endpointRequest(const Endpoint &endpoint, const QString &apiKey, const QString &url)
{
    QNetworkRequest request {QUrl(url)};
    for (const auto &[name, value] : endpoint.headers)
        request.setRawHeader(name.toUtf8(), value.toUtf8());
    if (const auto header = keyHeader(endpoint.apiKey, apiKey); !header.first.isEmpty())
        request.setRawHeader(header.first, header.second);
    // Without this Qt asks plain HTTP servers to upgrade, which not all of them survive.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, endpoint.httpVersion == HttpVersion::Http2);
    return request;
}

QNetworkProxy proxyFor(const QUrl &url)
{
    const QNetworkProxy none(QNetworkProxy::NoProxy);
    return isLoopback(url.host()) ? none
                                  : QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url)).value(0, none);
}

bool isLoopback(const QString &host)
{
    return host == u"localhost" || host.endsWith(QLatin1String(".localhost")) || QHostAddress(host).isLoopback();
}

}
