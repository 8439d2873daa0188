// SPDX-License-Identifier: Apache-2.0
#include "run/requestbodies.h"

#include "suite/openingline.h"

#include <algorithm>

namespace streamgauge {

namespace {

/// What the server was found to be, else what the user says it is.
QString engineOf(const RunHeader &header, std::size_t endpoint)
{
    QString engine;
    if (endpoint < header.engines.size())
        engine = header.engines[endpoint].value(QLatin1String("name")).toString();
    return engine.isEmpty() ? header.endpoints[endpoint].deployment.engine : engine;
}

const MadePrompt *promptOf(const RunHeader &header, int endpoint, int test)
{
    const auto made = std::ranges::find_if(
        header.prompts, [&](const MadePrompt &prompt) { return prompt.endpoint == endpoint && prompt.test == test; });
    return made == header.prompts.end() ? nullptr : &*made;
}

std::vector<bool> warmupsOf(const std::vector<Stage> &stages)
{
    std::vector<bool> warmups;
    for (const Stage &stage : stages)
        warmups.push_back(stage.warmup);
    return warmups;
}

}

RequestBodies::RequestBodies(const RunHeader &header, const DatasetPrompts &drawn)
    : m_seed(header.seed)
    , m_isWarmup(warmupsOf(header.stages))
{
    for (std::size_t e = 0; e < header.endpoints.size(); ++e) {
        const Endpoint &endpoint = header.endpoints[e];
        BodyOptions options {.uniqueLine = {}, .engine = engineOf(header, e)};
        std::vector<Entry> &entries = m_entries.emplace_back();
        QStringList &unsent = m_unsent.emplace_back();
        for (int t = 0; t < static_cast<int>(header.suite.tests.size()); ++t) {
            Test test = header.suite.tests[std::size_t(t)];
            QString line; // the made text has been counted with one
            if (const MadePrompt *made = promptOf(header, static_cast<int>(e), t)) {
                test.messages = messagesOf(test, *made);
                line = openingLine(made->seed);
            }
            Entry &added = entries.emplace_back();
            added.extras = extraFields(endpoint, test, options);
            while (entries[std::size_t(added.firstOfSameExtras)].extras != added.extras)
                ++added.firstOfSameExtras;
            unsent.append(streamgauge::unsentFields(endpoint, test, options));
            if (test.dataset)
                added.bodies = makeBodies(endpoint, test, options, drawn.at(t));
            else
                added.bodies.push_back(makeBodies(endpoint, test, options, line));
        }
        unsent.removeDuplicates();
    }
}

RequestBodies::Bodies RequestBodies::makeBodies(const Endpoint &endpoint, const Test &test, BodyOptions options,
                                                const QString &fixedLine)
{
    Bodies bodies;
    options.extras = true;
    bodies.withExtras = makeTemplate(endpoint, test, options, fixedLine);
    options.extras = false;
    bodies.withoutExtras = makeTemplate(endpoint, test, options, fixedLine);
    return bodies;
}

std::vector<RequestBodies::Bodies> RequestBodies::makeBodies(const Endpoint &endpoint, const Test &test,
                                                             const BodyOptions &options,
                                                             const std::vector<DatasetPrompt> &prompts)
{
    const bool isLimited = !endpoint.body.contains(QLatin1String("max_tokens"))
        && !endpoint.body.contains(QLatin1String("max_completion_tokens"));
    std::vector<Bodies> all;
    Test one = test;
    for (const DatasetPrompt &prompt : prompts) {
        one.messages = prompt.messages;
        one.maxTokens = std::min(prompt.outputTokens.value_or(test.maxTokens), test.maxTokens);
        all.push_back(makeBodies(endpoint, one, options, QString()));
        all.back().drawn = {.entry = prompt.entry, .maxTokens = {}};
        if (isLimited && one.maxTokens != test.maxTokens)
            all.back().drawn->maxTokens = one.maxTokens;
    }
    return all;
}

/// Repetitions go through a dataset's prompts from the front and warm-ups from the back: so neither knows the other's.
const RequestBodies::Bodies &RequestBodies::bodiesFor(const PlannedRequest &request, int stage) const
{
    const std::vector<Bodies> &bodies = entry(request.endpoint, request.test).bodies;
    const std::size_t turn = static_cast<std::size_t>(request.repetition) % bodies.size();
    const auto s = static_cast<std::size_t>(stage);
    return s < m_isWarmup.size() && m_isWarmup[s] ? bodies[bodies.size() - 1 - turn] : bodies[turn];
}

std::optional<RequestBodies::Drawn> RequestBodies::drawnFor(const PlannedRequest &request, int stage) const
{
    return bodiesFor(request, stage).drawn;
}

RequestBodies::Template RequestBodies::makeTemplate(const Endpoint &endpoint, const Test &test, BodyOptions options,
                                                    const QString &fixedLine)
{
    static const QString placeholder = QStringLiteral("0a6c-opening-line-9f51");
    Template made;
    const bool hasLine = test.settings.promptCache == PromptCache::Avoid;
    options.uniqueLine = hasLine ? placeholder : fixedLine;
    const QByteArray body = requestBody(endpoint, test, options);
    const qsizetype at = hasLine ? body.indexOf(placeholder.toLatin1()) : -1;
    if (at < 0) {
        made.whole = std::make_shared<QByteArray>(body); // also where the endpoint's own body replaces the prompt
        return made;
    }
    made.head = body.first(at);
    made.tail = body.sliced(at + placeholder.size());
    return made;
}

std::shared_ptr<const QByteArray> RequestBodies::bodyOf(const PlannedRequest &request, int stage, bool withExtras) const
{
    const Bodies &made = bodiesFor(request, stage);
    const Template &body = withExtras ? made.withExtras : made.withoutExtras;
    if (body.whole)
        return body.whole;
    return std::make_shared<QByteArray>(body.head + openingLine(m_seed, stage, request).toLatin1() + body.tail);
}

}
