// SPDX-License-Identifier: Apache-2.0
#include "base/yamlreader.h"
#include "endpoint/cachereset.h"
#include "endpoint/endpointsfile.h"
#include "endpoint/telemetryaddress.h"
#include "suite/expectationsreader.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>

#include <limits>
#include <map>

namespace streamgauge {

namespace {

constexpr std::size_t maxEndpoints = 1'000;
constexpr double maxGigabytes = 1'000'000;
constexpr double maxSpeed = 1'000'000;

const QLatin1String apiKeyKey("api_key");
const QLatin1String cacheResetKey("cache_reset");

[[noreturn]] void refuseLiteralKey(int line)
{
    throw SchemaError {line,
                       QStringLiteral("an API key is never written here; use {env: NAME} with the name of an "
                                      "environment variable, or {keyring: NAME} with that of a keyring entry")};
}

SecretReference readReference(const YamlValue &value, const QString &what)
{
    const YamlMap map(value, what, {QLatin1String("env"), QLatin1String("keyring")});
    const YamlValue *environment = map.find(QLatin1String("env"));
    const YamlValue *keyring = map.find(QLatin1String("keyring"));
    if (!environment == !keyring)
        throw SchemaError {value.line, QStringLiteral("%1 is either {env: NAME} or {keyring: NAME}").arg(what)};
    if (keyring)
        return {
            .kind = SecretReference::Kind::Keyring, .name = readText(*keyring, QLatin1String("keyring")), .header = {}};
    static const QRegularExpression variable(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_]*\\z"));
    const QString name = readText(*environment, QLatin1String("env"));
    if (!variable.match(name).hasMatch())
        refuseLiteralKey(environment->line); // not shown: it may be the key itself
    return {.kind = SecretReference::Kind::Environment, .name = name, .header = {}};
}

SecretReference readApiKey(const YamlValue &value)
{
    if (value.kind != YamlValue::Kind::Map)
        refuseLiteralKey(value.line);
    return readReference(value, QStringLiteral("\"api_key\""));
}

void readHeader(const YamlValue::Entry &entry, Endpoint &endpoint)
{
    static const QRegularExpression token(QStringLiteral("\\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\\z"));
    static const QStringList secrets {QStringLiteral("authorization"), QStringLiteral("proxy-authorization"),
                                      QStringLiteral("cookie"), QStringLiteral("api-key"), QStringLiteral("x-api-key")};
    if (!token.match(entry.key).hasMatch())
        throw SchemaError {entry.line, QStringLiteral("not the name of a header")};
    const YamlValue &content = *entry.value;
    if (content.kind == YamlValue::Kind::Map) {
        if (endpoint.apiKey.kind != SecretReference::Kind::None)
            throw SchemaError {entry.line, QStringLiteral("an endpoint has one key: \"api_key\" or one header's")};
        endpoint.apiKey = readReference(content, QStringLiteral("\"%1\"").arg(entry.key));
        endpoint.apiKey.header = entry.key;
        return;
    }
    if (secrets.contains(entry.key.toLower()))
        throw SchemaError {entry.line,
                           QStringLiteral("\"%1\" may hold a secret; use api_key, or here too {env: NAME} or "
                                          "{keyring: NAME}")
                               .arg(entry.key)};
    const bool hasControl =
        std::any_of(content.text.begin(), content.text.end(), [](QChar c) { return c < u' ' || c == QChar(0x7f); });
    if (content.kind != YamlValue::Kind::Scalar || hasControl)
        throw SchemaError {entry.line, QStringLiteral("the value of \"%1\" must be one line").arg(entry.key)};
    endpoint.headers.emplace_back(entry.key, content.text);
}

void readHeaders(const YamlValue &value, Endpoint &endpoint)
{
    if (value.kind != YamlValue::Kind::Map)
        throw SchemaError {value.line, QStringLiteral("\"headers\" must be a map of names and values")};
    for (const YamlValue::Entry &entry : value.entries)
        readHeader(entry, endpoint);
}

QJsonValue toJson(const YamlValue &value)
{
    switch (value.kind) {
    case YamlValue::Kind::Null:
        return QJsonValue::Null;
    case YamlValue::Kind::List: {
        QJsonArray array;
        for (const auto &item : value.items)
            array.append(toJson(*item));
        return array;
    }
    case YamlValue::Kind::Map: {
        QJsonObject object;
        for (const YamlValue::Entry &entry : value.entries)
            object.insert(entry.key, toJson(*entry.value));
        return object;
    }
    case YamlValue::Kind::Scalar:
        break;
    }
    if (value.quoted)
        return value.text;
    if (value.text == u"true" || value.text == u"false")
        return value.text == u"true";
    bool isInteger = false;
    const qint64 integer = value.text.toLongLong(&isInteger);
    if (isInteger)
        return integer;
    const auto number = parseNumber(value.text);
    return number ? QJsonValue(*number) : QJsonValue(value.text);
}

Deployment readDeployment(const YamlValue &value)
{
    const YamlMap map(value, QStringLiteral("\"deployment\""),
                      {QLatin1String("mode"), QLatin1String("engine"), QLatin1String("quantization"),
                       QLatin1String("weights_gb"), QLatin1String("parameters_b"), QLatin1String("active_parameters_b"),
                       QLatin1String("max_num_seqs"), QLatin1String("max_model_len"), QLatin1String("cuda_graphs"),
                       QLatin1String("gpu_memory_utilization"), QLatin1String("kv_kb_per_token"),
                       QLatin1String("flags")});
    const auto number = [&map](QLatin1String key, double most) {
        const YamlValue *found = map.find(key);
        return found ? std::optional(readNumber(*found, key, 0, most)) : std::nullopt;
    };
    const auto count = [&map](QLatin1String key) {
        const YamlValue *found = map.find(key);
        return found ? std::optional(readInteger(*found, key, 1, std::numeric_limits<int>::max())) : std::nullopt;
    };
    Deployment deployment;
    if (const YamlValue *mode = map.find(QLatin1String("mode")))
        deployment.mode = readChoice(*mode, QLatin1String("mode"), {QStringLiteral("single"), QStringLiteral("dual")});
    deployment.engine = readTextOr(map, QLatin1String("engine"), {});
    deployment.quantization = readTextOr(map, QLatin1String("quantization"), {});
    deployment.weightsGb = number(QLatin1String("weights_gb"), maxGigabytes);
    deployment.parametersB = number(QLatin1String("parameters_b"), maxGigabytes);
    deployment.activeParametersB = number(QLatin1String("active_parameters_b"), maxGigabytes);
    deployment.maxNumSeqs = count(QLatin1String("max_num_seqs"));
    deployment.maxModelLen = count(QLatin1String("max_model_len"));
    if (const YamlValue *graphs = map.find(QLatin1String("cuda_graphs")))
        deployment.cudaGraphs = readBool(*graphs, QLatin1String("cuda_graphs"));
    deployment.gpuMemoryUtilization = number(QLatin1String("gpu_memory_utilization"), 1);
    deployment.kvKbPerToken = number(QLatin1String("kv_kb_per_token"), 1e6);
    deployment.flags = readTextOr(map, QLatin1String("flags"), {});
    return deployment;
}

bool isOff(const YamlValue &value)
{
    return value.kind == YamlValue::Kind::Scalar && (value.text == u"off" || value.text == u"false");
}

QString readPageUrl(const YamlValue &value, QLatin1String key)
{
    const QString text = readText(value, key);
    if (const QString problem = pageUrlProblem(text); !problem.isEmpty())
        throw SchemaError {value.line, QStringLiteral("\"%1\": %2").arg(key, problem)};
    return text;
}

void readGpuSource(const YamlValue &value, TelemetrySources &sources)
{
    const YamlMap map(value, QStringLiteral("\"gpu\""), {QLatin1String("command"), QLatin1String("dcgm")});
    const YamlValue *command = map.find(QLatin1String("command"));
    const YamlValue *dcgm = map.find(QLatin1String("dcgm"));
    if (!command == !dcgm)
        throw SchemaError {value.line, QStringLiteral("\"gpu\" is {command: ssh HOST nvidia-smi}, {dcgm: URL} or off")};
    if (dcgm) {
        sources.dcgmUrl = readPageUrl(*dcgm, QLatin1String("dcgm"));
        return;
    }
    sources.gpuCommand = readText(*command, QLatin1String("command"));
    if (const QString problem = gpuCommandProblem(sources.gpuCommand); !problem.isEmpty())
        throw SchemaError {command->line, QStringLiteral("\"command\": %1").arg(problem)};
}

TelemetrySources readTelemetry(const YamlValue &value)
{
    TelemetrySources sources;
    if (isOff(value)) {
        sources.metrics = false;
        sources.gpu = false;
        return sources;
    }
    const YamlMap map(value, QStringLiteral("\"telemetry\""), {QLatin1String("metrics"), QLatin1String("gpu")});
    if (const YamlValue *metrics = map.find(QLatin1String("metrics"))) {
        sources.metrics = !isOff(*metrics);
        if (sources.metrics)
            sources.metricsUrl = readPageUrl(*metrics, QLatin1String("metrics"));
    }
    if (const YamlValue *gpu = map.find(QLatin1String("gpu"))) {
        sources.gpu = !isOff(*gpu);
        if (sources.gpu)
            readGpuSource(*gpu, sources);
    }
    return sources;
}

CacheReset readCacheReset(const YamlValue &value)
{
    const YamlMap map(value, QStringLiteral("\"cache_reset\""), {QLatin1String("post"), QLatin1String("command")});
    const YamlValue *post = map.find(QLatin1String("post"));
    const YamlValue *command = map.find(QLatin1String("command"));
    if (!post == !command)
        throw SchemaError {value.line,
                           QStringLiteral("\"cache_reset\" is {post: /reset_prefix_cache} or {command: PROGRAM AND ITS "
                                          "ARGUMENTS}")};
    const CacheReset reset {.post = post ? readText(*post, QLatin1String("post")).trimmed() : QString(),
                            .command = command ? readText(*command, QLatin1String("command")).trimmed() : QString()};
    if (const QString problem = cacheResetProblem(reset); !problem.isEmpty())
        throw SchemaError {value.line, QStringLiteral("\"cache_reset\": %1").arg(problem)};
    return reset;
}

/// Where the answers come from: a URL, or the simulator.
void readOrigin(const YamlMap &map, Endpoint &endpoint)
{
    const YamlValue *url = map.find(QLatin1String("url"));
    const YamlValue *simulate = map.find(QLatin1String("simulate"));
    const YamlValue *speed = map.find(QLatin1String("speed"));
    if (!url == !simulate)
        throw SchemaError {map.line(), QStringLiteral("an endpoint has either a \"url\" or \"simulate\"")};
    if (speed && !simulate)
        throw SchemaError {speed->line, QStringLiteral("\"speed\" is for simulated endpoints")};
    if (simulate) {
        Simulation simulation {.profile = readText(*simulate, QLatin1String("simulate"))};
        if (speed)
            simulation.speed = readNumber(*speed, QLatin1String("speed"), 1 / maxSpeed, maxSpeed);
        endpoint.simulation = simulation;
        return;
    }
    endpoint.url = readText(*url, QLatin1String("url"));
    if (const auto base = normalizedBaseUrl(endpoint.url); !base)
        throw SchemaError {url->line, base.error().toString()};
}

Endpoint readEndpoint(const YamlValue &value)
{
    const YamlMap map(value, QStringLiteral("an endpoint"),
                      {QLatin1String("label"), QLatin1String("url"), QLatin1String("model"), apiKeyKey,
                       QLatin1String("headers"), QLatin1String("body"), QLatin1String("hardware"),
                       QLatin1String("deployment"), QLatin1String("simulate"), QLatin1String("speed"),
                       QLatin1String("http2"), QLatin1String("telemetry"), QLatin1String("api"), cacheResetKey,
                       QLatin1String("expect")});
    Endpoint endpoint;
    endpoint.label = readText(map.require(QLatin1String("label")), QLatin1String("label"));
    readOrigin(map, endpoint);
    endpoint.model = readTextOr(map, QLatin1String("model"), {});
    if (const YamlValue *key = map.find(apiKeyKey))
        endpoint.apiKey = readApiKey(*key);
    if (const YamlValue *headers = map.find(QLatin1String("headers")))
        readHeaders(*headers, endpoint);
    if (const YamlValue *body = map.find(QLatin1String("body"))) {
        if (body->kind != YamlValue::Kind::Map)
            throw SchemaError {body->line, QStringLiteral("\"body\" must be a map of request fields")};
        endpoint.body = toJson(*body).toObject();
    }
    endpoint.hardware = readTextOr(map, QLatin1String("hardware"), {});
    if (const YamlValue *deployment = map.find(QLatin1String("deployment")))
        endpoint.deployment = readDeployment(*deployment);
    if (const YamlValue *http2 = map.find(QLatin1String("http2")))
        endpoint.httpVersion = readBool(*http2, QLatin1String("http2")) ? HttpVersion::Http2 : HttpVersion::Http1;
    if (const YamlValue *telemetry = map.find(QLatin1String("telemetry")))
        endpoint.telemetry = readTelemetry(*telemetry);
    if (const YamlValue *reset = map.find(cacheResetKey))
        endpoint.cacheReset = readCacheReset(*reset);
    if (const YamlValue *expect = map.find(QLatin1String("expect")))
        endpoint.expectations = readExpectations(*expect, ExpectationSource::Endpoint);
    const YamlValue *api = map.find(QLatin1String("api"));
    if (api && endpoint.simulation)
        throw SchemaError {api->line, QStringLiteral("\"api\" is for real servers; the simulator speaks chat")};
    if (api)
        endpoint.api = apiFromString(readChoice(*api, QLatin1String("api"), apiNames())).value_or(Api::Chat);
    return endpoint;
}

std::vector<Endpoint> readEndpoints(const YamlValue &root)
{
    if (root.kind == YamlValue::Kind::Null)
        return {};
    const YamlMap map(root, QStringLiteral("the file"), {QLatin1String("endpoints")});
    const YamlValue *list = map.find(QLatin1String("endpoints"));
    if (!list || (list->kind == YamlValue::Kind::List && list->items.empty()))
        return {};
    std::vector<Endpoint> endpoints;
    std::map<QString, int> lines;
    for (const auto &item : readList(*list, QLatin1String("endpoints"), maxEndpoints).items) {
        endpoints.push_back(readEndpoint(*item));
        const auto [first, isNew] = lines.emplace(endpoints.back().label, item->line);
        if (!isNew)
            throw SchemaError {item->line,
                               QStringLiteral("a second endpoint \"%1\"; the first is in line %2")
                                   .arg(endpoints.back().label.left(40))
                                   .arg(first->second)};
    }
    return endpoints;
}

}

Expected<std::vector<Endpoint>> parseEndpoints(const QByteArray &yaml, const QString &source)
{
    const auto root = parseYaml(yaml, source);
    if (!root)
        return std::unexpected(root.error());
    try {
        return readEndpoints(*root);
    } catch (const SchemaError &e) {
        return std::unexpected(Error {Error::Code::Schema, e.message, source, e.line});
    }
}

}
