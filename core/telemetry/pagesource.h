// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/httpfetch.h"
#include "telemetry/telemetrysource.h"

#include <functional>
#include <memory>

namespace streamgauge {

/// A page in Prometheus' text format: a server's /metrics, a DCGM exporter.
class PageSource : public TelemetrySource
{
    Q_OBJECT

public:
    using Reader = std::function<SampleValues(const MetricsPage &)>;

    PageSource(QNetworkRequest request, Reader reader, QObject *parent = nullptr);
    ~PageSource() override;

    void ask() override;
    void stop() override;

private:
    void take(const HttpAnswer &answer);

    std::unique_ptr<QNetworkAccessManager> m_manager;
    QNetworkRequest m_request;
    Reader m_reader;
    std::unique_ptr<QObject> m_context; ///< of the question under way
};

}
