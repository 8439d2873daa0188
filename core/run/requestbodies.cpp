// SPDX-License-Identifier: Apache-2.0
#include "run/requestbodies.h"

#include "suite/openingline.h"

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

}

RequestBodies::RequestBodies(const RunHeader &header)
    : m_seed(header.seed)
{
    for (std::size_t e = 0; e < header.endpoints.size(); ++e) {
        const Endpoint &endpoint = header.endpoints[e];
        BodyOptions options {.uniqueLine = {}, .engine = engineOf(header, e)};
        std::vector<Entry> &entries = m_entries.emplace_back();
        QStringList &unsent = m_unsent.emplace_back();
        for (const Test &test : header.suite.tests) {
            Entry &made = entries.emplace_back();
            made.extras = extraFields(endpoint, test, options);
            unsent.append(streamgauge::unsentFields(endpoint, test, options));
            options.extras = true;
            made.withExtras = makeTemplate(endpoint, test, options);
            options.extras = false;
            made.withoutExtras = makeTemplate(endpoint, test, options);
        }
        unsent.removeDuplicates();
    }
}

RequestBodies::Template RequestBodies::makeTemplate(const Endpoint &endpoint, const Test &test, BodyOptions options)
{
    static const QString placeholder = QStringLiteral("0a6c-opening-line-9f51");
    Template made;
    const bool hasLine = test.settings.promptCache == PromptCache::Avoid;
    options.uniqueLine = hasLine ? placeholder : QString();
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
    const Entry &made = entry(request.endpoint, request.test);
    const Template &body = withExtras ? made.withExtras : made.withoutExtras;
    if (body.whole)
        return body.whole;
    return std::make_shared<QByteArray>(body.head + openingLine(m_seed, stage, request).toLatin1() + body.tail);
}

int RequestBodies::firstOfSameExtras(int endpoint, int test) const
{
    int first = 0;
    while (extrasOf(endpoint, first) != extrasOf(endpoint, test))
        ++first;
    return first;
}

}
