// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "endpoint/endpoint.h"

#include <QByteArray>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QString>

#include <functional>

class QNetworkAccessManager;

namespace streamgauge {

/// What came back from one request. `status` is 0 where it was not HTTP, or nothing came at all.
struct HttpAnswer
{
    int status = 0;
    QString contentType; ///< lowercase, without parameters
    QString server;
    QString location;
    QByteArray body; ///< at most its first MiB
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QString errorText;
    nanoseconds duration {}; ///< from the request until the answer was complete
};

/// Sends a GET, or a POST where @p body is not empty. Calls back once, unless @p context is destroyed before.
/// Redirects are not followed: the key must not travel to another host. A stream's `[DONE]` ends the answer.
void fetch(QNetworkAccessManager &manager, QNetworkRequest request, const QByteArray &body, QObject *context,
           std::function<void(HttpAnswer)> done);

/// A request to a page of the endpoint's server, with its headers and its key.
QNetworkRequest endpointRequest(const Endpoint &endpoint, const QString &apiKey, const QString &url);

/// The system's proxy for @p url; none for this machine.
QNetworkProxy proxyFor(const QUrl &url);

/// Whether @p host is this machine, where a proxy never helps.
bool isLoopback(const QString &host);

}
