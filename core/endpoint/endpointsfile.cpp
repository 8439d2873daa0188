// SPDX-License-Identifier: Apache-2.0
#include "endpoint/endpointsfile.h"

#include "base/yamltext.h"
#include "base/yamlvalue.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLocale>
#include <QSaveFile>
#include <QStandardPaths>

namespace streamgauge {

namespace {

QString numberText(double number)
{
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

QString joinMap(const QStringList &entries)
{
    return u'{' + entries.join(QStringLiteral(", ")) + u'}';
}

QString deploymentText(const Deployment &deployment)
{
    QStringList entries;
    const auto add = [&entries](const char *key, const QString &value) {
        if (!value.isEmpty())
            entries.push_back(QLatin1String(key) + QStringLiteral(": ") + value);
    };
    const auto text = [](const QString &value) { return value.isEmpty() ? QString() : yamlText(value); };
    const auto number = [](const auto &value) { return value ? numberText(static_cast<double>(*value)) : QString(); };
    add("mode", text(deployment.mode));
    add("engine", text(deployment.engine));
    add("weights_gb", number(deployment.weightsGb));
    add("parameters_b", number(deployment.parametersB));
    add("active_parameters_b", number(deployment.activeParametersB));
    add("quantization", text(deployment.quantization));
    add("max_num_seqs", deployment.maxNumSeqs ? QString::number(*deployment.maxNumSeqs) : QString());
    add("max_model_len", deployment.maxModelLen ? QString::number(*deployment.maxModelLen) : QString());
    if (deployment.cudaGraphs)
        add("cuda_graphs", *deployment.cudaGraphs ? QStringLiteral("true") : QStringLiteral("false"));
    add("gpu_memory_utilization", number(deployment.gpuMemoryUtilization));
    add("kv_kb_per_token", number(deployment.kvKbPerToken));
    add("flags", text(deployment.flags));
    return entries.isEmpty() ? QString() : joinMap(entries);
}

QString referenceText(const SecretReference &reference)
{
    switch (reference.kind) {
    case SecretReference::Kind::None:
        return {};
    case SecretReference::Kind::Environment:
        return joinMap({QStringLiteral("env: ") + yamlText(reference.name)});
    case SecretReference::Kind::Keyring:
        return joinMap({QStringLiteral("keyring: ") + yamlText(reference.name)});
    }
    Q_UNREACHABLE();
}

QString telemetryText(const TelemetrySources &sources)
{
    QStringList entries;
    if (!sources.metrics)
        entries.push_back(QStringLiteral("metrics: off"));
    else if (!sources.metricsUrl.isEmpty())
        entries.push_back(QStringLiteral("metrics: ") + yamlQuoted(sources.metricsUrl));
    if (!sources.gpu)
        entries.push_back(QStringLiteral("gpu: off"));
    else if (!sources.gpuCommand.isEmpty())
        entries.push_back(QStringLiteral("gpu: {command: %1}").arg(yamlQuoted(sources.gpuCommand)));
    else if (!sources.dcgmUrl.isEmpty())
        entries.push_back(QStringLiteral("gpu: {dcgm: %1}").arg(yamlQuoted(sources.dcgmUrl)));
    return entries.isEmpty() ? QString() : joinMap(entries);
}

QString headersText(const Endpoint &endpoint)
{
    QStringList entries;
    for (const auto &[name, value] : endpoint.headers)
        entries.push_back(yamlQuoted(name) + QStringLiteral(": ") + yamlQuoted(value));
    if (!endpoint.apiKey.header.isEmpty())
        entries.push_back(yamlQuoted(endpoint.apiKey.header) + QStringLiteral(": ") + referenceText(endpoint.apiKey));
    return entries.isEmpty() ? QString() : joinMap(entries);
}

QString expectationsText(const std::vector<Expectation> &expectations)
{
    QStringList entries;
    for (const Expectation &expectation : expectations)
        entries.push_back(expectation.metric + QStringLiteral(": ") + yamlQuoted(rangeText(expectation)));
    return entries.isEmpty() ? QString() : joinMap(entries);
}

QString endpointText(const Endpoint &endpoint)
{
    QString text = QStringLiteral("  - label: %1\n").arg(yamlText(endpoint.label));
    const auto add = [&text](const char *key, const QString &value) {
        if (!value.isEmpty())
            text += QStringLiteral("    %1: %2\n").arg(QLatin1String(key), value);
    };
    const auto plain = [](const QString &value) { return value.isEmpty() ? QString() : yamlText(value); };
    if (endpoint.simulation) {
        add("simulate", yamlText(endpoint.simulation->profile));
        add("speed", endpoint.simulation->speed == 1 ? QString() : numberText(endpoint.simulation->speed));
    } else {
        add("url", plain(endpoint.url));
    }
    add("model", plain(endpoint.model));
    if (endpoint.apiKey.header.isEmpty())
        add("api_key", referenceText(endpoint.apiKey));
    add("headers", headersText(endpoint));
    if (!endpoint.body.isEmpty())
        add("body", QString::fromUtf8(QJsonDocument(endpoint.body).toJson(QJsonDocument::Compact)));
    add("hardware", plain(endpoint.hardware));
    add("deployment", deploymentText(endpoint.deployment));
    if (endpoint.api != Api::Chat)
        add("api", toString(endpoint.api));
    if (endpoint.httpVersion == HttpVersion::Http2)
        add("http2", QStringLiteral("true"));
    add("telemetry", telemetryText(endpoint.telemetry));
    if (!endpoint.cacheReset.post.isEmpty())
        add("cache_reset", QStringLiteral("{post: %1}").arg(yamlQuoted(endpoint.cacheReset.post)));
    else if (!endpoint.cacheReset.command.isEmpty())
        add("cache_reset", QStringLiteral("{command: %1}").arg(yamlQuoted(endpoint.cacheReset.command)));
    add("expect", expectationsText(endpoint.expectations));
    return text;
}

}

QByteArray formatEndpoints(const std::vector<Endpoint> &endpoints)
{
    if (endpoints.empty())
        return "endpoints: []\n";
    QString text = QStringLiteral("endpoints:\n");
    for (const Endpoint &endpoint : endpoints)
        text += endpointText(endpoint);
    return text.toUtf8();
}

Expected<std::vector<Endpoint>> loadEndpoints(const QString &path)
{
    const auto yaml = readTextFile(path);
    if (!yaml)
        return std::unexpected(yaml.error());
    return parseEndpoints(*yaml, path);
}

Expected<void> saveEndpoints(const QString &path, const std::vector<Endpoint> &endpoints)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return std::unexpected(Error {Error::Code::Io, QStringLiteral("the folder cannot be made"), folder});
    QSaveFile file(path);
    const QByteArray yaml = formatEndpoints(endpoints);
    if (!file.open(QIODevice::WriteOnly) || file.write(yaml) != yaml.size() || !file.commit())
        return std::unexpected(Error {Error::Code::Io, file.errorString(), path});
    return {};
}

QString defaultEndpointsPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/streamgauge/endpoints.yaml");
}

}
