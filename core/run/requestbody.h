// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/transport.h"
#include "endpoint/endpoint.h"
#include "suite/suite.h"

#include <QByteArray>
#include <QJsonArray>
#include <QString>
#include <QStringList>

namespace streamgauge {

/// What a request asks for beyond the test itself.
struct BodyOptions
{
    QString uniqueLine; ///< where not empty, put before the first message: no prefix cache can know it
    QString engine;     ///< "vLLM", "SGLang", …: what it can be asked for; empty where unknown
    bool extras = true; ///< fields that a strict server may refuse
};

/// As chat interfaces take them.
QJsonArray toJson(const std::vector<Message> &messages);

/// For interfaces that know no roles: the messages' texts, a blank line between them.
QString joinedText(const std::vector<Message> &messages);

/// The JSON of a streamed request to the endpoint's interface. The endpoint's own extra fields replace those of the
/// same name.
QByteArray requestBody(const Endpoint &endpoint, const Test &test, const BodyOptions &options = {});

/// The names of the fields that `extras` adds, as a reader knows them: "stream_options".
QStringList extraFields(const Endpoint &endpoint, const Test &test, const BodyOptions &options);

/// What the test asks for and the endpoint's engine or interface has no field for: "min_tokens".
QStringList unsentFields(const Endpoint &endpoint, const Test &test, const BodyOptions &options);

/// Where the endpoint's requests go. @p apiKey: empty where there is none.
HttpTarget requestTarget(const Endpoint &endpoint, const QString &apiKey);

}
