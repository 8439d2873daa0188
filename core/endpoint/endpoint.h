// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/api.h"
#include "suite/expectation.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace streamgauge {

/// Where an API key is to be found. The key itself is never stored, logged or shown.
struct SecretReference
{
    enum class Kind { None, Environment, Keyring };

    Kind kind = Kind::None;
    QString name;      ///< the environment variable's or the keyring entry's name
    QString header {}; ///< the header it is sent in, such as "api-key"; empty: `Authorization: Bearer …`

    bool operator==(const SecretReference &) const = default;
};

/// How a model is served: facts that explain its speed. Empty where unknown.
struct Deployment
{
    QString mode; ///< "single" or "dual": whether other models share the machine
    QString engine;
    QString quantization;
    std::optional<double> weightsGb;
    std::optional<double> parametersB;
    std::optional<double> activeParametersB;
    std::optional<int> maxNumSeqs;
    std::optional<int> maxModelLen;
    std::optional<bool> cudaGraphs;
    std::optional<double> gpuMemoryUtilization;
    std::optional<double> kvKbPerToken {}; ///< KV cache of one token of context, kB
    QString flags;                         ///< further engine flags, as on its command line

    bool operator==(const Deployment &) const = default;
};

/// An endpoint served by the built-in simulator instead of a real server.
struct Simulation
{
    QString profile;  ///< "llama-70b", "mistral-24b", "qwen3-32b" or "gpt-oss-20b"
    double speed = 1; ///< how many times faster than the modelled device time passes

    bool operator==(const Simulation &) const = default;
};

enum class HttpVersion { Http1, Http2 };

/// Where a run asks what the server and its GPU do meanwhile. As it is: /metrics below the server's root, and the
/// local nvidia-smi where the server is on this machine.
struct TelemetrySources
{
    bool metrics = true;
    QString metricsUrl; ///< empty: /metrics below the server's root
    bool gpu = true;
    QString gpuCommand; ///< "ssh box nvidia-smi"; the query's arguments are added
    QString dcgmUrl;    ///< of a DCGM exporter, "http://box:9400/metrics"

    bool operator==(const TelemetrySources &) const = default;
};

/// How the server is told to forget what it has cached, for tests of cold requests. One of the two; none: it cannot be.
struct CacheReset
{
    QString post {};    ///< a path below the server's root or a URL, to which an empty JSON object is posted
    QString command {}; ///< a program and its arguments, run here without a shell

    bool isEmpty() const { return post.isEmpty() && command.isEmpty(); }
    bool operator==(const CacheReset &) const = default;
};

/// One server and model to measure. Plain data, as in endpoints.yaml.
struct Endpoint
{
    QString label;
    QString url;   ///< "http://host:8000" or "http://host:8000/v1"; empty for a simulated endpoint until it is started
    QString model; ///< empty: asked from the server
    SecretReference apiKey;
    std::vector<std::pair<QString, QString>> headers; ///< extra request headers
    QJsonObject body;                                 ///< extra fields of each request
    QString hardware;
    Deployment deployment;
    std::optional<Simulation> simulation;
    HttpVersion httpVersion = HttpVersion::Http1;
    TelemetrySources telemetry;
    Api api = Api::Chat;
    CacheReset cacheReset {};
    std::vector<Expectation> expectations {};

    bool operator==(const Endpoint &) const = default;
};

}
