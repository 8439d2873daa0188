// SPDX-License-Identifier: Apache-2.0
#include "simulator/simulatorprofile.h"

#include "simulator/devicespec.h"
#include "simulator/profileyaml.h"
#include "simulator/simulator.h"

#include <QFile>

namespace streamgauge {

namespace {

constexpr int maxTokens = 1'000'000;

Seconds fromMilliseconds(double milliseconds)
{
    return Milliseconds(milliseconds);
}

Deployment readDeployment(const YAML::Node &node)
{
    const ProfileSection section(node, "\"deployment\"",
                                 {"mode", "engine", "quantization", "weights_gb", "parameters_b", "active_parameters_b",
                                  "max_num_seqs", "max_model_len", "cuda_graphs", "gpu_memory_utilization"});
    Deployment deployment;
    deployment.mode = section.text("mode");
    if (deployment.mode != QLatin1String("single") && deployment.mode != QLatin1String("dual"))
        section.fail("mode", QStringLiteral("is neither \"single\" nor \"dual\""));
    deployment.engine = section.text("engine");
    deployment.quantization = section.text("quantization");
    deployment.weightsGb = section.number("weights_gb", 0.01, 1e5);
    deployment.parametersB = section.number("parameters_b", 0.01, 1e5);
    deployment.activeParametersB = section.number("active_parameters_b", 0.01, *deployment.parametersB);
    deployment.maxNumSeqs = section.integer("max_num_seqs", 1, 100'000);
    deployment.maxModelLen = section.integer("max_model_len", 64, maxTokens);
    deployment.cudaGraphs = section.flag("cuda_graphs");
    deployment.gpuMemoryUtilization = section.number("gpu_memory_utilization", 0.01, 1);
    return deployment;
}

EngineFit readFit(const YAML::Node &node)
{
    const ProfileSection section(node, "\"fit\"",
                                 {"bandwidth_efficiency", "compute_efficiency", "kv_kb_per_token",
                                  "request_overhead_ms", "cold_start_ms", "jitter", "max_batched_tokens"});
    EngineFit fit;
    fit.bandwidthEfficiency = section.number("bandwidth_efficiency", 0.001, 1);
    fit.computeEfficiency = section.number("compute_efficiency", 0.001, 1);
    fit.kvBytesPerToken = 1000 * section.number("kv_kb_per_token", 0, 1e5);
    fit.requestOverhead = fromMilliseconds(section.number("request_overhead_ms", 0, 1e6));
    fit.coldStart = fromMilliseconds(section.number("cold_start_ms", 0, 1e6));
    fit.jitter = section.number("jitter", 0, 0.2);
    fit.maxBatchedTokens = section.optionalInteger("max_batched_tokens", 16, maxTokens).value_or(fit.maxBatchedTokens);
    return fit;
}

ReasoningStyle readReasoning(const ProfileSection &section)
{
    const QString style = section.text("reasoning");
    if (style == QLatin1String("none"))
        return ReasoningStyle::None;
    if (style == QLatin1String("field"))
        return ReasoningStyle::Field;
    if (style == QLatin1String("inline"))
        return ReasoningStyle::Inline;
    section.fail("reasoning", QStringLiteral("is none of \"none\", \"field\", \"inline\""));
}

KnownAnswer readKnownAnswer(const YAML::Node &node)
{
    const ProfileSection section(node, "an answer",
                                 {"test", "tokens", "reasoning_tokens", "residual_ms", "uncached_ms"});
    KnownAnswer answer;
    answer.test = section.text("test");
    answer.tokens = section.integer("tokens", 1, maxTokens);
    answer.reasoningTokens = section.optionalInteger("reasoning_tokens", 0, answer.tokens).value_or(0);
    answer.residual = fromMilliseconds(section.optionalNumber("residual_ms", 0, 1e6).value_or(0));
    answer.uncached = fromMilliseconds(section.optionalNumber("uncached_ms", 0, 1e6).value_or(0));
    return answer;
}

void readAnswers(const YAML::Node &node, SimulatorProfile &profile)
{
    const ProfileSection section(node, "\"answers\"", {"suite", "tests", "others"});
    profile.suite = section.text("suite");
    const YAML::Node tests = section.child("tests");
    if (!tests.IsSequence())
        section.fail("tests", QStringLiteral("is not a list"));
    for (const YAML::Node &test : tests)
        profile.knownAnswers.push_back(readKnownAnswer(test));

    const ProfileSection others(section.child("others"), "\"others\"", {"median_tokens", "spread", "reasoning_share"});
    profile.otherAnswers.medianTokens = others.number("median_tokens", 1, maxTokens);
    profile.otherAnswers.spread = others.number("spread", 0, 3);
    profile.otherAnswers.reasoningShare = others.optionalNumber("reasoning_share", 0, 1).value_or(0);
}

SimulatorProfile readProfile(const YAML::Node &root)
{
    const ProfileSection section(
        root, "the profile", {"profile", "label", "model", "hardware", "deployment", "fit", "reasoning", "answers"});
    SimulatorProfile profile;
    profile.name = section.text("profile");
    profile.label = section.text("label");
    profile.model = section.text("model");
    profile.hardware = section.text("hardware");
    profile.deployment = readDeployment(section.child("deployment"));
    profile.fit = readFit(section.child("fit"));
    profile.reasoning = readReasoning(section);
    readAnswers(section.child("answers"), profile);
    return profile;
}

DeviceSpec readDevice(const YAML::Node &root)
{
    const ProfileSection section(
        root, "the device",
        {"device", "memory_gb", "bandwidth_gb_s", "compute_tflops", "achievable_bandwidth", "achievable_compute"});
    return {.name = section.text("device"),
            .memory_gb = section.number("memory_gb", 0.1, 1e6),
            .bandwidth_gb_s = section.number("bandwidth_gb_s", 0.1, 1e6),
            .compute_tflops = section.number("compute_tflops", 0.001, 1e6),
            .achievableBandwidth = section.number("achievable_bandwidth", 0.01, 1),
            .achievableCompute = section.number("achievable_compute", 0.01, 1)};
}

template<typename Read>
auto parse(const QByteArray &yaml, const QString &source, Read read) -> Expected<decltype(read(YAML::Node()))>
{
    try {
        return read(YAML::Load(yaml.toStdString()));
    } catch (const ProfileError &error) {
        return std::unexpected(Error {Error::Code::Schema, error.message, source, error.line});
    } catch (const YAML::Exception &error) {
        return std::unexpected(
            Error {Error::Code::Syntax, QString::fromStdString(error.msg), source, error.mark.line + 1});
    }
}

Expected<QByteArray> readResource(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error {Error::Code::Io, file.errorString(), path});
    return file.readAll();
}

}

QStringList simulatorProfiles()
{
    return {QStringLiteral("llama-70b"), QStringLiteral("mistral-24b"), QStringLiteral("qwen3-32b"),
            QStringLiteral("gpt-oss-20b")};
}

Expected<SimulatorProfile> parseSimulatorProfile(const QByteArray &yaml, const QString &source)
{
    return parse(yaml, source, readProfile);
}

Expected<SimulatorProfile> loadSimulatorProfile(const QString &name)
{
    if (!simulatorProfiles().contains(name))
        return std::unexpected(Error {Error::Code::Usage,
                                      QStringLiteral("unknown simulator profile \"%1\"; there are %2")
                                          .arg(name, simulatorProfiles().join(QLatin1String(", "))),
                                      {}});
    const QString path = QStringLiteral(":/streamgauge/simulator/%1.yaml").arg(name);
    const Expected<QByteArray> yaml = readResource(path);
    if (!yaml)
        return std::unexpected(yaml.error());
    return parseSimulatorProfile(*yaml, path);
}

Expected<DeviceSpec> parseDeviceSpec(const QByteArray &yaml, const QString &source)
{
    return parse(yaml, source, readDevice);
}

Expected<DeviceSpec> loadDeviceSpec(const QString &name)
{
    const QString path = QStringLiteral(":/streamgauge/simulator/devices/%1.yaml").arg(name);
    const Expected<QByteArray> yaml = readResource(path);
    if (!yaml)
        return std::unexpected(yaml.error());
    return parseDeviceSpec(*yaml, path);
}

Expected<Endpoint> simulatedEndpoint(const QString &profile, double speed)
{
    const Expected<SimulatorProfile> loaded = loadSimulatorProfile(profile);
    if (!loaded)
        return std::unexpected(loaded.error());
    Endpoint endpoint;
    endpoint.label = loaded->label;
    endpoint.model = loaded->model;
    endpoint.hardware = loaded->hardware;
    endpoint.deployment = loaded->deployment;
    endpoint.simulation = Simulation {.profile = profile, .speed = speed};
    return endpoint;
}

}
