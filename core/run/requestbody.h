// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/transport.h"
#include "endpoint/endpoint.h"
#include "suite/suite.h"

#include <QByteArray>
#include <QString>

namespace streamgauge {

/// The JSON of a streamed chat completion. The endpoint's extra fields replace those of the same name.
/// @p uniqueLine, where not empty, is put before the first message: no prefix cache can know it.
QByteArray chatRequestBody(const Endpoint &endpoint, const Test &test, const QString &uniqueLine = {});

/// Where the endpoint's requests go. @p apiKey: empty where there is none.
HttpTarget chatTarget(const Endpoint &endpoint, const QString &apiKey);

}
