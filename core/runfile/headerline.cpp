// SPDX-License-Identifier: Apache-2.0
#include "base/jsonwriter.h"
#include "runfile/runwriter.h"
#include "runfile/secretfields.h"

namespace streamgauge {

namespace {

std::int64_t toMicroseconds(nanoseconds duration)
{
    return std::chrono::round<microseconds>(duration).count();
}

std::optional<std::int64_t> toMicroseconds(const std::optional<nanoseconds> &duration)
{
    if (!duration)
        return std::nullopt;
    return toMicroseconds(*duration);
}

void writeLoad(JsonWriter &json, const Load &load)
{
    json.beginObject(QLatin1String("load"));
    if (const auto *closed = std::get_if<ClosedLoop>(&load)) {
        json.beginArray(QLatin1String("concurrency"));
        for (const int concurrency : closed->concurrency)
            json.add({}, concurrency);
        json.endArray();
        json.add(QLatin1String("duration_us"), toMicroseconds(closed->duration));
        if (closed->rampUp.count() > 0)
            json.add(QLatin1String("ramp_us"), toMicroseconds(closed->rampUp));
    } else if (const auto *open = std::get_if<OpenLoop>(&load)) {
        json.beginArray(QLatin1String("rate"));
        for (const double rate : open->rates)
            json.add({}, rate);
        json.endArray();
        json.add(QLatin1String("ramp_to"), open->rampTo);
        json.add(QLatin1String("arrivals"), toString(open->arrivals));
        if (open->arrivals == Arrivals::Gamma)
            json.add(QLatin1String("burstiness"), open->burstiness);
        json.add(QLatin1String("duration_us"), toMicroseconds(open->duration));
        json.add(QLatin1String("max_concurrency"), open->maxConcurrency);
    }
    json.endObject();
}

void writeCold(JsonWriter &json, const std::optional<ColdPreparation> &cold)
{
    if (!cold)
        return;
    json.beginObject(QLatin1String("cold"));
    json.add(QLatin1String("before"), cold->resetsCache() ? u"reset" : u"wait");
    json.add(QLatin1String("wait_us"), toMicroseconds(cold->wait));
    json.endObject();
}

void writeSettings(JsonWriter &json, const TestSettings &settings)
{
    json.add(QLatin1String("repetitions"), settings.repetitions);
    json.add(QLatin1String("temperature"), settings.temperature);
    writeLoad(json, settings.load);
    if (settings.stopAtSaturation)
        json.add(QLatin1String("stop_at_saturation"), true);
    writeCold(json, settings.cold);
    json.add(QLatin1String("ignore_eos"), settings.ignoreEos);
    json.add(QLatin1String("min_tokens"), settings.minTokens);
    json.add(QLatin1String("prompt_cache"), settings.promptCache == PromptCache::Allow ? u"allow" : u"avoid");
    json.beginObject(QLatin1String("slo"));
    json.add(QLatin1String("ttft_us"), toMicroseconds(settings.slo.ttft));
    json.add(QLatin1String("tpot_us"), toMicroseconds(settings.slo.tpot));
    json.add(QLatin1String("e2e_us"), toMicroseconds(settings.slo.e2e));
    json.endObject();
}

void writeDataset(JsonWriter &json, const Dataset &dataset)
{
    json.beginObject(QLatin1String("dataset"));
    json.add(QLatin1String("file"), dataset.file);
    json.add(QLatin1String("output_lengths"), dataset.outputLengths ? u"file" : u"ignore");
    if (const auto &facts = dataset.facts) {
        json.add(QLatin1String("sha256"), facts->sha256);
        json.add(QLatin1String("seed"), std::int64_t {facts->seed});
        json.add(QLatin1String("entries"), facts->entries);
        json.add(QLatin1String("usable"), facts->usable);
        json.add(QLatin1String("drawn"), facts->drawn);
        json.add(QLatin1String("lengths"), facts->lengths);
        json.add(QLatin1String("guessed_lengths"), facts->guessed);
    }
    json.endObject();
}

void writeTest(JsonWriter &json, const Test &test)
{
    json.beginObject();
    json.add(QLatin1String("name"), test.name);
    json.addIfAny(QLatin1String("purpose"), test.purpose);
    json.addIfAny(QLatin1String("key_metric"), test.keyMetric);
    json.beginArray(QLatin1String("messages"));
    for (const Message &message : test.messages) {
        json.beginObject();
        json.add(QLatin1String("role"), message.role);
        json.add(QLatin1String("content"), message.content);
        json.endObject();
    }
    json.endArray();
    json.add(QLatin1String("prompt_tokens"), test.promptTokens);
    if (test.dataset)
        writeDataset(json, *test.dataset);
    json.add(QLatin1String("max_tokens"), test.maxTokens);
    writeSettings(json, test.settings);
    json.endObject();
}

void writeExpectations(JsonWriter &json, const std::vector<Expectation> &expectations)
{
    json.beginArray(QLatin1String("expect"));
    for (const Expectation &expectation : expectations) {
        json.beginObject();
        json.add(QLatin1String("metric"), expectation.metric);
        json.add(QLatin1String("at_least"), expectation.atLeast);
        json.add(QLatin1String("at_most"), expectation.atMost);
        json.addIfAny(QLatin1String("over"), expectation.over);
        json.endObject();
    }
    json.endArray();
}

void writeSuite(JsonWriter &json, const Suite &suite)
{
    json.beginObject(QLatin1String("suite"));
    json.add(QLatin1String("name"), suite.name);
    json.addIfAny(QLatin1String("description"), suite.description);
    json.addIfAny(QLatin1String("source"), suite.source);
    json.add(QLatin1String("warmup"), suite.warmup);
    json.beginObject(QLatin1String("defaults"));
    writeSettings(json, suite.defaults);
    json.endObject();
    writeExpectations(json, suite.expectations);
    json.beginArray(QLatin1String("tests"));
    for (const Test &test : suite.tests)
        writeTest(json, test);
    json.endArray();
    json.addIfAny(QLatin1String("yaml"), suite.yaml);
    json.endObject();
}

void writeDeployment(JsonWriter &json, const Deployment &deployment)
{
    json.beginObject(QLatin1String("deployment"));
    json.addIfAny(QLatin1String("mode"), deployment.mode);
    json.addIfAny(QLatin1String("engine"), deployment.engine);
    json.addIfAny(QLatin1String("quantization"), deployment.quantization);
    json.add(QLatin1String("weights_gb"), deployment.weightsGb);
    json.add(QLatin1String("parameters_b"), deployment.parametersB);
    json.add(QLatin1String("active_parameters_b"), deployment.activeParametersB);
    json.add(QLatin1String("max_num_seqs"), deployment.maxNumSeqs);
    json.add(QLatin1String("max_model_len"), deployment.maxModelLen);
    json.add(QLatin1String("cuda_graphs"), deployment.cudaGraphs);
    json.add(QLatin1String("gpu_memory_utilization"), deployment.gpuMemoryUtilization);
    json.add(QLatin1String("kv_kb_per_token"), deployment.kvKbPerToken);
    json.addIfAny(QLatin1String("flags"), deployment.flags);
    json.endObject();
}

void writeRequestExtras(JsonWriter &json, const Endpoint &endpoint)
{
    if (endpoint.apiKey.kind != SecretReference::Kind::None) {
        json.beginObject(QLatin1String("api_key"));
        json.add(endpoint.apiKey.kind == SecretReference::Kind::Environment ? QLatin1String("env")
                                                                            : QLatin1String("keyring"),
                 endpoint.apiKey.name);
        json.addIfAny(QLatin1String("header"), endpoint.apiKey.header);
        json.endObject();
    }
    json.beginArray(QLatin1String("headers")); // pairs: a name may come twice
    for (const auto &[name, value] : endpoint.headers) {
        json.beginArray();
        json.add({}, name);
        json.add({}, value);
        json.endArray();
    }
    json.endArray();
    json.add(QLatin1String("body"), endpoint.body);
}

void writeTelemetry(JsonWriter &json, const TelemetrySources &sources)
{
    if (sources == TelemetrySources())
        return;
    json.beginObject(QLatin1String("telemetry"));
    json.add(QLatin1String("metrics"), sources.metrics);
    json.addIfAny(QLatin1String("metrics_url"), sources.metricsUrl);
    json.add(QLatin1String("gpu"), sources.gpu);
    json.addIfAny(QLatin1String("gpu_command"), sources.gpuCommand);
    json.addIfAny(QLatin1String("dcgm_url"), sources.dcgmUrl);
    json.endObject();
}

void writeCacheReset(JsonWriter &json, const CacheReset &reset)
{
    if (reset.isEmpty())
        return;
    json.beginObject(QLatin1String("cache_reset"));
    json.addIfAny(QLatin1String("post"), reset.post);
    json.addIfAny(QLatin1String("command"), reset.command);
    json.endObject();
}

void writeEndpoint(JsonWriter &json, const Endpoint &endpoint, const QJsonObject &engine)
{
    json.beginObject();
    json.add(QLatin1String("label"), endpoint.label);
    json.add(QLatin1String("url"), endpoint.url);
    json.add(QLatin1String("model"), endpoint.model);
    json.add(QLatin1String("engine"), withoutSecrets(engine));
    writeDeployment(json, endpoint.deployment);
    json.beginObject(QLatin1String("hardware"));
    json.addIfAny(QLatin1String("name"), endpoint.hardware);
    json.endObject();
    writeRequestExtras(json, endpoint);
    if (endpoint.simulation) {
        json.beginObject(QLatin1String("simulation"));
        json.add(QLatin1String("profile"), endpoint.simulation->profile);
        json.add(QLatin1String("speed"), endpoint.simulation->speed);
        json.endObject();
    }
    json.add(QLatin1String("api"), toString(endpoint.api));
    json.add(QLatin1String("http_version"), endpoint.httpVersion == HttpVersion::Http2 ? u"2" : u"1.1");
    writeTelemetry(json, endpoint.telemetry);
    writeCacheReset(json, endpoint.cacheReset);
    if (!endpoint.expectations.empty())
        writeExpectations(json, endpoint.expectations);
    json.endObject();
}

void writeStage(JsonWriter &json, const Stage &stage)
{
    json.beginObject();
    json.add(QLatin1String("test"), stage.test);
    json.beginArray(QLatin1String("endpoints"));
    for (const int endpoint : stage.endpoints)
        json.add({}, endpoint);
    json.endArray();
    json.add(QLatin1String("warmup"), stage.warmup);
    json.add(QLatin1String("together"), stage.together);
    json.add(QLatin1String("concurrency"), stage.concurrency);
    json.add(QLatin1String("duration_us"), toMicroseconds(stage.duration));
    json.add(QLatin1String("rate"), stage.requestsPerSecond);
    json.add(QLatin1String("ramp_to"), stage.rampTo);
    json.add(QLatin1String("max_concurrency"), stage.maxConcurrency);
    writeCold(json, stage.cold);
    json.endObject();
}

void writePrompts(JsonWriter &json, const std::vector<MadePrompt> &prompts)
{
    if (prompts.empty())
        return;
    json.beginArray(QLatin1String("prompts"));
    for (const MadePrompt &prompt : prompts) {
        json.beginObject();
        json.add(QLatin1String("endpoint"), prompt.endpoint);
        json.add(QLatin1String("test"), prompt.test);
        json.add(QLatin1String("seed"), std::int64_t {prompt.seed});
        json.add(QLatin1String("words"), prompt.words);
        json.add(QLatin1String("tokens"), prompt.tokens);
        json.add(QLatin1String("counted_by"), prompt.countedBy);
        json.endObject();
    }
    json.endArray();
}

void writeIdentity(JsonWriter &json, const RunHeader &header)
{
    json.add(QLatin1String("kind"), u"run");
    json.add(QLatin1String("version"), 1);
    json.add(QLatin1String("id"), header.id);
    json.add(QLatin1String("started"), header.started.toUTC().toString(Qt::ISODateWithMs));
    json.add(QLatin1String("app"), header.app);
    json.add(QLatin1String("title"), header.title);
    json.add(QLatin1String("notes"), header.notes);
    json.beginArray(QLatin1String("tags"));
    for (const QString &tag : header.tags)
        json.add({}, tag);
    json.endArray();
    json.add(QLatin1String("simulated"), header.simulated);
    json.add(QLatin1String("arrival_clock"), header.arrivalClock);
    json.add(QLatin1String("host"), withoutSecrets(header.host));
    json.add(QLatin1String("seed"), std::int64_t {header.seed});
}

}

QByteArray headerLine(const RunHeader &header)
{
    QByteArray line;
    JsonWriter json(line);
    json.beginObject();
    writeIdentity(json, header);
    writeSuite(json, header.suite);
    writeLoad(json, header.suite.defaults.load);
    json.add(QLatin1String("order"), toString(header.order));
    json.beginArray(QLatin1String("stages"));
    for (const Stage &stage : header.stages)
        writeStage(json, stage);
    json.endArray();
    writePrompts(json, header.prompts);
    json.beginArray(QLatin1String("endpoints"));
    for (std::size_t i = 0; i < header.endpoints.size(); ++i)
        writeEndpoint(json, withoutSecrets(header.endpoints[i]),
                      i < header.engines.size() ? header.engines[i] : QJsonObject());
    json.endArray();
    json.endObject();
    return line;
}

}
