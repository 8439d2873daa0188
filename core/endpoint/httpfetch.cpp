// SPDX-License-Identifier: Apache-2.0
#include "endpoint/httpfetch.h"

#include <QHostAddress>
#include <QNetworkAccessManager>

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

bool isLoopback(const QString &host)
{
    return host == u"localhost" || host.endsWith(QLatin1String(".localhost")) || QHostAddress(host).isLoopback();
}

}
