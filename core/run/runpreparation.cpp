// SPDX-License-Identifier: Apache-2.0
#include "run/runpreparation.h"

#include "endpoint/endpointsfile.h"
#include "endpoint/secrets.h"
#include "telemetry/gpuidentity.h"
#include "telemetry/telemetrytarget.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>

namespace streamgauge {

struct RunPreparation::Private
{
    RunPreparation *q = nullptr;
    RunRequest request;
    SimulatorHost *simulators = nullptr;
    RunSetup setup;
    std::vector<EndpointProblem> problems;
    std::size_t waiting = 0;

    void prepare(std::size_t index);
    void lookUpKey(std::size_t index);
    void ask(std::size_t index);
    void askForGpus(std::size_t index);
    void handleProbe(std::size_t index, const ProbeResult &result);
    void fail(std::size_t index, const QString &message);
    void finishOne();
};

void RunPreparation::Private::prepare(std::size_t index)
{
    Endpoint &endpoint = setup.header.endpoints[index];
    auto url = endpoint.simulation ? simulators->urlFor(*endpoint.simulation) : normalizedBaseUrl(endpoint.url);
    if (!url)
        return fail(index, url.error().message);
    endpoint.url = *url;
    lookUpKey(index);
}

void RunPreparation::Private::lookUpKey(std::size_t index)
{
    const auto context = QPointer<RunPreparation>(q);
    resolveSecret(setup.header.endpoints[index].apiKey, [this, context, index](const Expected<QString> &key) {
        if (!context)
            return;
        if (!key)
            return fail(index, key.error().message);
        setup.apiKeys[index] = *key;
        ask(index);
    });
}

void RunPreparation::Private::ask(std::size_t index)
{
    auto *probe = new Probe(setup.header.endpoints[index], ProbeDepth::Reach, q);
    QObject::connect(probe, &Probe::finished, q, [this, probe, index](const ProbeResult &result) {
        probe->deleteLater();
        handleProbe(index, result);
    });
    probe->start();
}

void RunPreparation::Private::handleProbe(std::size_t index, const ProbeResult &result)
{
    if (!result.usable())
        return fail(index, result.problem);
    setup.header.endpoints[index].model = result.model;
    QJsonObject &engine = setup.header.engines[index];
    if (!result.engine.isEmpty())
        engine.insert(QStringLiteral("name"), result.engine);
    if (!result.engineVersion.isEmpty())
        engine.insert(QStringLiteral("version"), result.engineVersion);
    if (result.maxModelLength)
        engine.insert(QStringLiteral("max_model_len"), *result.maxModelLength);
    if (!result.flags.isEmpty())
        engine.insert(QStringLiteral("flags"), result.flags);
    askForGpus(index);
}

/// Of a server elsewhere; this machine's own are in the header's host.
void RunPreparation::Private::askForGpus(std::size_t index)
{
    const TelemetryTarget target = telemetryTarget(setup.header.endpoints[index], {});
    if (target.gpuCommand.isEmpty() || target.gpuIsLocal)
        return finishOne();
    askGpus(target.gpuCommand, q, [this, index](const QJsonObject &gpus) {
        for (auto fact = gpus.begin(); fact != gpus.end(); ++fact)
            setup.header.engines[index].insert(fact.key(), fact.value());
        finishOne();
    });
}

void RunPreparation::Private::fail(std::size_t index, const QString &message)
{
    problems.push_back({static_cast<int>(index), message});
    finishOne();
}

void RunPreparation::Private::finishOne()
{
    if (--waiting > 0)
        return;
    std::ranges::sort(problems, {}, &EndpointProblem::endpoint);
    if (problems.empty())
        Q_EMIT q->ready(setup);
    else
        Q_EMIT q->failed(problems);
}

RunPreparation::RunPreparation(RunRequest request, SimulatorHost &simulators, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->q = this;
    d->request = std::move(request);
    d->simulators = &simulators;
}

RunPreparation::~RunPreparation() = default;

void RunPreparation::start()
{
    const std::size_t count = d->request.endpoints.size();
    Q_ASSERT(count > 0);
    RunHeader &header = d->setup.header;
    header.suite = withOptions(d->request.suite, d->request.options);
    header.title = d->request.title.isEmpty() ? header.suite.name : d->request.title;
    header.endpoints = d->request.endpoints;
    header.engines.resize(count);
    d->setup.apiKeys.resize(count);
    d->setup.path = d->request.path;
    d->setup.plan = makePlan(d->request.suite, static_cast<int>(count), d->request.options);
    d->waiting = count;
    d->simulators->reset();
    // Each in a turn of the event loop of its own: results must not come before start() returns.
    for (std::size_t index = 0; index < count; ++index)
        QTimer::singleShot(0, this, [this, index] { d->prepare(index); });
}

}

#include "moc_runpreparation.cpp"
