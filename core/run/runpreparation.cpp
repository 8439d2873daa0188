// SPDX-License-Identifier: Apache-2.0
#include "run/runpreparation.h"

#include "endpoint/endpointsfile.h"
#include "endpoint/secrets.h"
#include "run/datasetdrawer.h"
#include "run/promptfitter.h"
#include "run/promptlengths.h"
#include "telemetry/gpuidentity.h"
#include "telemetry/telemetrytarget.h"

#include <QPointer>
#include <QThread>
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
    std::optional<PromptLengths> lengths;
    QThread fitting; ///< where prompts are drawn and made

    void drawPrompts();
    void takeDatasets(const Suite &suite, std::shared_ptr<const DatasetPrompts> prompts);
    void prepareAll();
    QString missingCacheReset(const Endpoint &endpoint) const;
    void prepare(std::size_t index);
    void lookUpKey(std::size_t index);
    void ask(std::size_t index);
    void askForGpus(std::size_t index);
    void handleProbe(std::size_t index, const ProbeResult &result);
    void fail(std::size_t index, const QString &message);
    bool leaveOutWhatIsTooLong(std::size_t index);
    void makePrompts(std::size_t index);
    void takePrompts(std::size_t index, const std::vector<MadePrompt> &made, const QString &problem);
    void finishOne();
};

void RunPreparation::Private::drawPrompts()
{
    auto *drawer = new DatasetDrawer(setup.header.suite, request.options);
    drawer->moveToThread(&fitting);
    QObject::connect(&fitting, &QThread::finished, drawer, &QObject::deleteLater);
    QObject::connect(drawer, &DatasetDrawer::failed, q, &RunPreparation::refused);
    QObject::connect(drawer, &DatasetDrawer::finished, q,
                     [this](const Suite &suite, const std::shared_ptr<const DatasetPrompts> &prompts) {
                         takeDatasets(suite, prompts);
                     });
    fitting.start();
    QMetaObject::invokeMethod(drawer, &DatasetDrawer::start);
}

void RunPreparation::Private::takeDatasets(const Suite &suite, std::shared_ptr<const DatasetPrompts> prompts)
{
    setup.header.suite = suite;
    setup.datasetPrompts = std::move(prompts);
    const std::vector<int> needed = promptsNeeded(suite, makePlan(suite, 1, request.options));
    for (std::size_t t = 0; t < suite.tests.size(); ++t) {
        const auto &dataset = suite.tests[t].dataset;
        if (!dataset || dataset->facts->drawn >= needed[t])
            continue;
        setup.remarks.push_back({.endpoint = 0,
                                 .at = {},
                                 .message = QStringLiteral("“%1” sends prompts again: %2 has %3, and up to %4 are sent")
                                                .arg(suite.tests[t].name, dataset->file)
                                                .arg(dataset->facts->drawn)
                                                .arg(needed[t])});
    }
    prepareAll();
}

void RunPreparation::Private::prepareAll()
{
    // Each in a turn of the event loop of its own: results must not come before start() returns.
    for (std::size_t index = 0; index < setup.header.endpoints.size(); ++index)
        QTimer::singleShot(0, q, [this, index] { prepare(index); });
}

/// Empty where no test wants the cache reset, or it can be.
QString RunPreparation::Private::missingCacheReset(const Endpoint &endpoint) const
{
    if (!endpoint.cacheReset.isEmpty())
        return {};
    const auto &tests = setup.header.suite.tests;
    const auto wants = std::ranges::find_if(
        tests, [](const Test &test) { return test.settings.cold && test.settings.cold->resetsCache(); });
    if (wants == tests.end())
        return {};
    return QStringLiteral("“%1” wants the cache reset before each request, but it is not known how: add “cache_reset: "
                          "{post: /reset_prefix_cache}” (vLLM; SGLang: /flush_cache) or “{command: …}” to the endpoint "
                          "in endpoints.yaml, or under Requests in its dialog")
        .arg(wants->name);
}

void RunPreparation::Private::prepare(std::size_t index)
{
    Endpoint &endpoint = setup.header.endpoints[index];
    auto url = endpoint.simulation ? simulators->urlFor(*endpoint.simulation) : normalizedBaseUrl(endpoint.url);
    if (!url)
        return fail(index, url.error().message);
    endpoint.url = *url;
    if (endpoint.simulation && endpoint.cacheReset.isEmpty())
        endpoint.cacheReset.post = QStringLiteral("/reset_prefix_cache");
    if (const QString missing = missingCacheReset(endpoint); !missing.isEmpty())
        return fail(index, missing);
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
    if (leaveOutWhatIsTooLong(index))
        makePrompts(index);
    else
        fail(index,
             QStringLiteral("none of the suite's prompts fits into the model's context of %1 tokens")
                 .arg(*result.maxModelLength));
}

/// False where nothing is left.
bool RunPreparation::Private::leaveOutWhatIsTooLong(std::size_t index)
{
    const QJsonValue context = setup.header.engines[index].value(QLatin1String("max_model_len"));
    const std::vector<Test> &tests = setup.header.suite.tests;
    std::size_t left = tests.size();
    for (std::size_t t = 0; t < tests.size(); ++t) {
        const qint64 needed = qint64 {tests[t].promptTokens.value_or(0)} + tests[t].maxTokens;
        if (!tests[t].promptTokens || !context.isDouble() || needed <= context.toInteger())
            continue;
        --left;
        request.options.leftOut.insert({static_cast<int>(index), static_cast<int>(t)});
        setup.remarks.push_back(
            {.endpoint = static_cast<int>(index),
             .at = {},
             .message = QStringLiteral("“%1” was left out: a prompt of %2 tokens and an answer of %3 do not fit into "
                                       "the model's context of %4")
                            .arg(tests[t].name)
                            .arg(*tests[t].promptTokens)
                            .arg(tests[t].maxTokens)
                            .arg(context.toInteger())});
    }
    return left > 0;
}

void RunPreparation::Private::makePrompts(std::size_t index)
{
    const RunHeader &header = setup.header;
    std::vector<MadePrompt> unknown;
    for (int t = 0; t < static_cast<int>(header.suite.tests.size()); ++t) {
        const Test &test = header.suite.tests[std::size_t(t)];
        const int e = static_cast<int>(index);
        if (!test.promptTokens || request.options.leftOut.contains({e, t}))
            continue;
        MadePrompt prompt {.endpoint = e, .test = t, .seed = textSeed(header.suite, test), .countedBy = {}};
        if (lengths->complete(prompt, header.endpoints[index], header.engines[index], test))
            setup.header.prompts.push_back(prompt);
        else
            unknown.push_back(prompt);
    }
    if (unknown.empty())
        return askForGpus(index);
    auto *fitter = new PromptFitter(header.suite, header.endpoints[index], setup.apiKeys[index], std::move(unknown));
    fitter->moveToThread(&fitting);
    QObject::connect(&fitting, &QThread::finished, fitter, &QObject::deleteLater);
    QObject::connect(fitter, &PromptFitter::finished, q,
                     [this, index](const std::vector<MadePrompt> &made, const QString &problem) {
                         takePrompts(index, made, problem);
                     });
    fitting.start();
    QMetaObject::invokeMethod(fitter, &PromptFitter::start);
}

void RunPreparation::Private::takePrompts(std::size_t index, const std::vector<MadePrompt> &made,
                                          const QString &problem)
{
    if (!problem.isEmpty())
        return fail(index, problem);
    const RunHeader &header = setup.header;
    for (const MadePrompt &prompt : made) {
        lengths->add(prompt, header.endpoints[index], header.engines[index],
                     header.suite.tests[std::size_t(prompt.test)]);
        setup.header.prompts.push_back(prompt);
    }
    if (const auto saved = lengths->save(); !saved)
        setup.remarks.push_back(
            {.endpoint = static_cast<int>(index),
             .at = {},
             .message =
                 QStringLiteral("the lengths of prompts could not be remembered: %1").arg(saved.error().toString())});
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
    std::ranges::sort(setup.header.prompts, {},
                      [](const MadePrompt &prompt) { return std::pair(prompt.endpoint, prompt.test); });
    setup.plan = makePlan(request.suite, static_cast<int>(request.endpoints.size()), request.options);
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

RunPreparation::~RunPreparation()
{
    d->fitting.quit();
    d->fitting.wait();
}

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
    d->lengths.emplace(d->request.promptLengthsPath);
    d->fitting.setObjectName(QStringLiteral("preparing prompts"));
    d->waiting = count;
    d->simulators->reset();
    if (hasDatasets(header.suite))
        d->drawPrompts();
    else
        d->prepareAll();
}

}

#include "moc_runpreparation.cpp"
