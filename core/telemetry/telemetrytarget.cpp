// SPDX-License-Identifier: Apache-2.0
#include "telemetry/telemetrytarget.h"

#include "endpoint/endpointsfile.h"
#include "endpoint/httpfetch.h"

#include <QProcess>
#include <QStandardPaths>

namespace streamgauge {

namespace {

bool haveSameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && a.port() == b.port();
}

QNetworkRequest metricsRequest(const Endpoint &endpoint, const QUrl &base, const QString &apiKey)
{
    QUrl page = QUrl(endpoint.telemetry.metricsUrl);
    if (endpoint.telemetry.metricsUrl.isEmpty()) {
        const QString root = base.toString();
        page = QUrl((root.endsWith(QLatin1String("/v1")) ? root.chopped(3) : root) + QStringLiteral("/metrics"));
    }
    QNetworkRequest request(page);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, endpoint.httpVersion == HttpVersion::Http2);
    if (!haveSameOrigin(page, base))
        return request;
    for (const auto &[name, value] : endpoint.headers)
        request.setRawHeader(name.toUtf8(), value.toUtf8());
    if (!apiKey.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + apiKey.toUtf8());
    return request;
}

}

TelemetryTarget telemetryTarget(const Endpoint &endpoint, const QString &apiKey)
{
    TelemetryTarget target {.label = endpoint.label,
                            .model = endpoint.model,
                            .metrics = {},
                            .dcgm = {},
                            .gpuCommand = {},
                            .gpuIsLocal = false};
    const TelemetrySources &sources = endpoint.telemetry;
    const QUrl base(normalizedBaseUrl(endpoint.url).value_or(QString()));
    if (sources.metrics && base.isValid())
        target.metrics = metricsRequest(endpoint, base, apiKey);
    if (!sources.gpu)
        return target;
    const bool isHere = isLoopback(base.host());
    if (!sources.dcgmUrl.isEmpty()) {
        target.dcgm = QUrl(sources.dcgmUrl);
    } else if (!sources.gpuCommand.isEmpty()) {
        target.gpuCommand = QProcess::splitCommand(sources.gpuCommand);
        target.gpuIsLocal = target.gpuCommand.value(0).section(QLatin1Char('/'), -1) == QLatin1String("nvidia-smi");
    } else if (isHere && !endpoint.simulation) {
        // Behind an ssh tunnel this is the wrong machine's; then the endpoint says so with a command or "off".
        if (const QString tool = QStandardPaths::findExecutable(QStringLiteral("nvidia-smi")); !tool.isEmpty())
            target.gpuCommand = {tool};
        target.gpuIsLocal = !target.gpuCommand.isEmpty();
    }
    return target;
}

}
