// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"

#include <QNetworkRequest>
#include <QStringList>
#include <QUrl>

namespace streamgauge {

/// What to ask of one endpoint during a run. Plain data.
struct TelemetryTarget
{
    QString label;
    QString model;
    QNetworkRequest metrics; ///< without URL: not asked
    QUrl dcgm;               ///< empty: not asked
    QStringList gpuCommand;  ///< program and arguments without the query; empty: not asked
    bool gpuIsLocal = false;

    bool asksAnything() const { return metrics.url().isValid() || dcgm.isValid() || !gpuCommand.isEmpty(); }
};

/// @p endpoint has its URL. The key goes to the endpoint's own host and port only.
TelemetryTarget telemetryTarget(const Endpoint &endpoint, const QString &apiKey);

}
