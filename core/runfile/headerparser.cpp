// SPDX-License-Identifier: Apache-2.0
#include "runfile/headerparser.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace streamgauge {

namespace {

constexpr int supportedVersion = 1;

std::optional<double> number(const QJsonObject &object, QLatin1String key)
{
    const QJsonValue value = object.value(key);
    if (!value.isDouble() || !std::isfinite(value.toDouble()))
        return std::nullopt;
    return value.toDouble();
}

std::optional<int> integer(const QJsonObject &object, QLatin1String key, double smallest = 0)
{
    const auto value = number(object, key);
    if (!value || *value < smallest || *value > 1e9 || *value != std::floor(*value))
        return std::nullopt;
    return static_cast<int>(*value);
}

std::optional<nanoseconds> duration(const QJsonObject &object, QLatin1String key)
{
    const auto value_us = number(object, key);
    if (!value_us || *value_us < 0 || *value_us > 1e15)
        return std::nullopt;
    return microseconds(static_cast<std::int64_t>(*value_us));
}

QString text(const QJsonObject &object, QLatin1String key)
{
    return object.value(key).toString();
}

/// A number, as the first files have it, or a list.
Load readOpenLoop(const QJsonObject &object)
{
    OpenLoop open;
    const QJsonValue rate = object.value(QLatin1String("rate"));
    std::vector<double> valid;
    for (const QJsonValue &value : rate.isArray() ? rate.toArray() : QJsonArray {rate})
        if (value.toDouble() > 0)
            valid.push_back(value.toDouble());
    if (!valid.empty())
        open.rates = valid;
    open.rampTo = number(object, QLatin1String("ramp_to"));
    open.arrivals = arrivalsFromString(text(object, QLatin1String("arrivals"))).value_or(Arrivals::Poisson);
    open.burstiness = number(object, QLatin1String("burstiness")).value_or(1);
    open.duration = duration(object, QLatin1String("duration_us"));
    open.maxConcurrency = integer(object, QLatin1String("max_concurrency"), 1);
    return open;
}

Load readLoad(const QJsonObject &object)
{
    if (object.contains(QLatin1String("rate")))
        return readOpenLoop(object);
    ClosedLoop closed;
    closed.duration = duration(object, QLatin1String("duration_us"));
    closed.rampUp = duration(object, QLatin1String("ramp_us")).value_or(0ns);
    const QJsonValue concurrency = object.value(QLatin1String("concurrency"));
    const QJsonArray values = concurrency.isArray() ? concurrency.toArray() : QJsonArray {concurrency};
    std::vector<int> valid;
    for (const QJsonValue &value : values)
        if (value.toInt(0) > 0)
            valid.push_back(value.toInt());
    if (!valid.empty())
        closed.concurrency = valid;
    return closed;
}

/// Empty too where the preparation is of a kind that is not known.
std::optional<ColdPreparation> readCold(const QJsonObject &object)
{
    const QJsonObject cold = object.value(QLatin1String("cold")).toObject();
    const QString before = text(cold, QLatin1String("before"));
    if (before == QLatin1String("reset"))
        return ColdPreparation {};
    const auto wait = duration(cold, QLatin1String("wait_us"));
    return before == QLatin1String("wait") && wait ? std::optional(ColdPreparation {.wait = wait}) : std::nullopt;
}

TestSettings readSettings(const QJsonObject &object, TestSettings settings)
{
    settings.repetitions = integer(object, QLatin1String("repetitions")).value_or(settings.repetitions);
    settings.temperature = number(object, QLatin1String("temperature")).value_or(settings.temperature);
    if (object.value(QLatin1String("load")).isObject())
        settings.load = readLoad(object.value(QLatin1String("load")).toObject());
    settings.stopAtSaturation = object.value(QLatin1String("stop_at_saturation")).toBool(settings.stopAtSaturation);
    settings.cold = readCold(object); // never inherited: written wherever it is so
    settings.ignoreEos = object.value(QLatin1String("ignore_eos")).toBool(settings.ignoreEos);
    settings.minTokens = integer(object, QLatin1String("min_tokens")).value_or(settings.minTokens);
    if (const QString cache = text(object, QLatin1String("prompt_cache")); !cache.isEmpty())
        settings.promptCache = cache == QLatin1String("avoid") ? PromptCache::Avoid : PromptCache::Allow;
    if (object.value(QLatin1String("slo")).isObject()) {
        const QJsonObject slo = object.value(QLatin1String("slo")).toObject();
        settings.slo = {.ttft = duration(slo, QLatin1String("ttft_us")),
                        .tpot = duration(slo, QLatin1String("tpot_us")),
                        .e2e = duration(slo, QLatin1String("e2e_us"))};
    }
    return settings;
}

Dataset readDataset(const QJsonObject &object)
{
    Dataset dataset;
    dataset.file = text(object, QLatin1String("file"));
    dataset.outputLengths = text(object, QLatin1String("output_lengths")) != QLatin1String("ignore");
    if (const QString digest = text(object, QLatin1String("sha256")); !digest.isEmpty())
        dataset.facts = {.sha256 = digest,
                         .entries = integer(object, QLatin1String("entries")).value_or(0),
                         .usable = integer(object, QLatin1String("usable")).value_or(0),
                         .drawn = integer(object, QLatin1String("drawn")).value_or(0),
                         .lengths = integer(object, QLatin1String("lengths")).value_or(0),
                         .guessed = integer(object, QLatin1String("guessed_lengths")).value_or(0),
                         .seed = static_cast<quint32>(object.value(QLatin1String("seed")).toInteger())};
    return dataset;
}

Test readTest(const QJsonObject &object, const TestSettings &defaults)
{
    Test test;
    test.name = text(object, QLatin1String("name"));
    test.purpose = text(object, QLatin1String("purpose"));
    test.keyMetric = text(object, QLatin1String("key_metric"));
    for (const QJsonValue &message : object.value(QLatin1String("messages")).toArray())
        test.messages.push_back({.role = text(message.toObject(), QLatin1String("role")),
                                 .content = text(message.toObject(), QLatin1String("content"))});
    test.promptTokens = integer(object, QLatin1String("prompt_tokens"), 1);
    if (const QJsonValue dataset = object.value(QLatin1String("dataset")); dataset.isObject())
        test.dataset = readDataset(dataset.toObject());
    test.maxTokens = integer(object, QLatin1String("max_tokens")).value_or(0);
    test.settings = readSettings(object, defaults);
    return test;
}

std::vector<Expectation> readExpectations(const QJsonObject &object, ExpectationSource source)
{
    std::vector<Expectation> expectations;
    for (const QJsonValue &value : object.value(QLatin1String("expect")).toArray()) {
        const QJsonObject expectation = value.toObject();
        expectations.push_back({.metric = text(expectation, QLatin1String("metric")),
                                .atLeast = number(expectation, QLatin1String("at_least")),
                                .atMost = number(expectation, QLatin1String("at_most")),
                                .over = text(expectation, QLatin1String("over")),
                                .source = source});
    }
    return expectations;
}

Suite readSuite(const QJsonObject &object)
{
    Suite suite;
    suite.name = text(object, QLatin1String("name"));
    suite.description = text(object, QLatin1String("description"));
    suite.source = text(object, QLatin1String("source"));
    suite.yaml = text(object, QLatin1String("yaml"));
    suite.warmup = integer(object, QLatin1String("warmup")).value_or(suite.warmup);
    suite.defaults = readSettings(object.value(QLatin1String("defaults")).toObject(), {});
    suite.expectations = readExpectations(object, ExpectationSource::Suite);
    for (const QJsonValue &test : object.value(QLatin1String("tests")).toArray())
        suite.tests.push_back(readTest(test.toObject(), suite.defaults));
    return suite;
}

Deployment readDeployment(const QJsonObject &object)
{
    Deployment deployment;
    deployment.mode = text(object, QLatin1String("mode"));
    deployment.engine = text(object, QLatin1String("engine"));
    deployment.quantization = text(object, QLatin1String("quantization"));
    deployment.weightsGb = number(object, QLatin1String("weights_gb"));
    deployment.parametersB = number(object, QLatin1String("parameters_b"));
    deployment.activeParametersB = number(object, QLatin1String("active_parameters_b"));
    deployment.maxNumSeqs = integer(object, QLatin1String("max_num_seqs"));
    deployment.maxModelLen = integer(object, QLatin1String("max_model_len"));
    if (object.value(QLatin1String("cuda_graphs")).isBool())
        deployment.cudaGraphs = object.value(QLatin1String("cuda_graphs")).toBool();
    deployment.gpuMemoryUtilization = number(object, QLatin1String("gpu_memory_utilization"));
    deployment.kvKbPerToken = number(object, QLatin1String("kv_kb_per_token"));
    deployment.flags = text(object, QLatin1String("flags"));
    return deployment;
}

SecretReference readKeyReference(const QJsonObject &object)
{
    if (const QString name = text(object, QLatin1String("env")); !name.isEmpty())
        return {SecretReference::Kind::Environment, name, text(object, QLatin1String("header"))};
    if (const QString name = text(object, QLatin1String("keyring")); !name.isEmpty())
        return {SecretReference::Kind::Keyring, name, text(object, QLatin1String("header"))};
    return {};
}

TelemetrySources readTelemetry(const QJsonObject &object)
{
    return {.metrics = object.value(QLatin1String("metrics")).toBool(true),
            .metricsUrl = text(object, QLatin1String("metrics_url")),
            .gpu = object.value(QLatin1String("gpu")).toBool(true),
            .gpuCommand = text(object, QLatin1String("gpu_command")),
            .dcgmUrl = text(object, QLatin1String("dcgm_url"))};
}

Endpoint readEndpoint(const QJsonObject &object)
{
    Endpoint endpoint;
    endpoint.label = text(object, QLatin1String("label"));
    endpoint.url = text(object, QLatin1String("url"));
    endpoint.model = text(object, QLatin1String("model"));
    endpoint.apiKey = readKeyReference(object.value(QLatin1String("api_key")).toObject());
    for (const QJsonValue &header : object.value(QLatin1String("headers")).toArray())
        endpoint.headers.emplace_back(header.toArray().at(0).toString(), header.toArray().at(1).toString());
    endpoint.body = object.value(QLatin1String("body")).toObject();
    const QJsonValue hardware = object.value(QLatin1String("hardware"));
    endpoint.hardware = hardware.isString() ? hardware.toString() : text(hardware.toObject(), QLatin1String("name"));
    endpoint.deployment = readDeployment(object.value(QLatin1String("deployment")).toObject());
    if (object.value(QLatin1String("simulation")).isObject()) {
        const QJsonObject simulation = object.value(QLatin1String("simulation")).toObject();
        const double speed = number(simulation, QLatin1String("speed")).value_or(1);
        endpoint.simulation = Simulation {text(simulation, QLatin1String("profile")), speed > 0 ? speed : 1};
    }
    endpoint.api = apiFromString(text(object, QLatin1String("api"))).value_or(Api::Chat);
    if (text(object, QLatin1String("http_version")) == QLatin1String("2"))
        endpoint.httpVersion = HttpVersion::Http2;
    endpoint.telemetry = readTelemetry(object.value(QLatin1String("telemetry")).toObject());
    endpoint.expectations = readExpectations(object, ExpectationSource::Endpoint);
    const QJsonObject reset = object.value(QLatin1String("cache_reset")).toObject();
    endpoint.cacheReset = {.post = text(reset, QLatin1String("post")),
                           .command = text(reset, QLatin1String("command"))};
    return endpoint;
}

Stage readStage(const QJsonObject &object)
{
    Stage stage;
    stage.test = integer(object, QLatin1String("test")).value_or(0);
    for (const QJsonValue &endpoint : object.value(QLatin1String("endpoints")).toArray())
        stage.endpoints.push_back(std::max(0, endpoint.toInt()));
    stage.warmup = object.value(QLatin1String("warmup")).toBool();
    stage.together = object.value(QLatin1String("together")).toBool();
    stage.concurrency = integer(object, QLatin1String("concurrency"), 1);
    stage.duration = duration(object, QLatin1String("duration_us"));
    stage.requestsPerSecond = number(object, QLatin1String("rate"));
    stage.rampTo = number(object, QLatin1String("ramp_to"));
    stage.maxConcurrency = integer(object, QLatin1String("max_concurrency"), 1);
    stage.cold = readCold(object);
    return stage;
}

quint32 seed(const QJsonObject &object)
{
    const double value = number(object, QLatin1String("seed")).value_or(0);
    return value >= 0 && value <= 0xFFFFFFFFU ? static_cast<quint32>(value) : 0;
}

MadePrompt readPrompt(const QJsonObject &object)
{
    return {.endpoint = integer(object, QLatin1String("endpoint")).value_or(0),
            .test = integer(object, QLatin1String("test")).value_or(0),
            .seed = seed(object),
            .words = integer(object, QLatin1String("words")).value_or(0),
            .tokens = integer(object, QLatin1String("tokens")).value_or(0),
            .countedBy = text(object, QLatin1String("counted_by"))};
}

RunHeader readHeader(const QJsonObject &object)
{
    RunHeader header;
    header.id = text(object, QLatin1String("id"));
    header.started = QDateTime::fromString(text(object, QLatin1String("started")), Qt::ISODateWithMs).toUTC();
    header.app = text(object, QLatin1String("app"));
    header.title = text(object, QLatin1String("title"));
    header.notes = text(object, QLatin1String("notes"));
    for (const QJsonValue &tag : object.value(QLatin1String("tags")).toArray())
        header.tags.append(tag.toString());
    header.simulated = object.value(QLatin1String("simulated")).toBool();
    if (const QString clock = text(object, QLatin1String("arrival_clock")); !clock.isEmpty())
        header.arrivalClock = clock;
    header.host = object.value(QLatin1String("host")).toObject();
    header.seed = seed(object);
    for (const QJsonValue &prompt : object.value(QLatin1String("prompts")).toArray())
        header.prompts.push_back(readPrompt(prompt.toObject()));
    header.suite = readSuite(object.value(QLatin1String("suite")).toObject());
    header.order = orderFromString(text(object, QLatin1String("order"))).value_or(Order::OneByOne);
    for (const QJsonValue &stage : object.value(QLatin1String("stages")).toArray())
        header.stages.push_back(readStage(stage.toObject()));
    for (const QJsonValue &value : object.value(QLatin1String("endpoints")).toArray()) {
        header.endpoints.push_back(readEndpoint(value.toObject()));
        header.engines.push_back(value.toObject().value(QLatin1String("engine")).toObject());
    }
    return header;
}

Error schemaError(const QString &message, const QString &source)
{
    return {.code = Error::Code::Schema, .message = message, .source = source, .line = 1};
}

}

Expected<RunHeader> parseHeader(QByteArrayView line, const QString &source)
{
    const QJsonDocument document = QJsonDocument::fromJson(line.toByteArray());
    const QJsonObject object = document.object();
    if (text(object, QLatin1String("kind")) != QLatin1String("run"))
        return std::unexpected(Error {.code = Error::Code::Syntax,
                                      .message = QStringLiteral("not a run file: the first line is no run's header"),
                                      .source = source,
                                      .line = 1});
    const auto version = integer(object, QLatin1String("version"), 1);
    if (!version)
        return std::unexpected(
            schemaError(QStringLiteral("the header says no version that can be understood"), source));
    if (*version > supportedVersion)
        return std::unexpected(schemaError(
            QStringLiteral(
                "written by a newer streamgauge (run file version %1, this program reads up to %2): update it")
                .arg(*version)
                .arg(supportedVersion),
            source));
    return readHeader(object);
}

}
