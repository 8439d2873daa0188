// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"

#include <QString>
#include <QStringList>

class QNetworkRequest;

namespace streamgauge {

/// Why it cannot be carried out as it is written, a sentence without its point; empty where it can, or is empty.
QString cacheResetProblem(const CacheReset &reset);

/// The POST that resets the cache of @p endpoint, whose URL is known. Headers and key go to the endpoint's own host and
/// port only.
QNetworkRequest cacheResetRequest(const Endpoint &endpoint, const QString &apiKey);

/// The program and its arguments.
QStringList cacheResetCommand(const CacheReset &reset);

}
