// SPDX-License-Identifier: Apache-2.0
#include "runfixture.h"

#include "eventually.h"
#include "runfile/runreader.h"
#include "suite/suiteparser.h"

#include <QSignalSpy>

namespace streamgauge {
Suite suiteOf(int repetitions, int warmup)
{
    const QByteArray yaml = "suite: T\nwarmup: " + QByteArray::number(warmup) + "\nrepetitions: "
        + QByteArray::number(repetitions) + "\ntests:\n  - {name: A, prompt: hello, max_tokens: 8}\n";
    return parseSuite(yaml, QStringLiteral("t.yaml")).value();
}

Endpoint endpointAt(const QString &url, const QString &label)
{
    Endpoint endpoint;
    endpoint.label = label;
    endpoint.url = url;
    endpoint.model = QStringLiteral("scripted");
    return endpoint;
}

ServerScript goodAnswer(ServerStep::Then then)
{
    return {{streamHead("Connection: close\r\n") + roleEvent()},
            {contentEvent("a"), 5},
            {contentEvent("b"), 5},
            {finishEvent() + usageEvent(3, 2) + doneEvent(), 0, then}};
}

ServerScript keptAliveAnswer()
{
    const QByteArray stream = contentEvent("a") + contentEvent("b") + finishEvent() + usageEvent(3, 2) + doneEvent();
    return {{streamHead("Transfer-Encoding: chunked\r\n") + httpChunk(stream) + httpChunk({})}};
}

RunSetup RunFixture::setupFor(const Suite &suite, const std::vector<Endpoint> &endpoints, const PlanOptions &options)
{
    RunSetup setup;
    setup.header.suite = withOptions(suite, options);
    setup.header.endpoints = endpoints;
    setup.header.engines.resize(endpoints.size());
    setup.apiKeys.resize(endpoints.size());
    setup.plan = makePlan(suite, static_cast<int>(endpoints.size()), options);
    setup.path = m_folder.filePath(QStringLiteral("%1.run.jsonl").arg(++m_files));
    return setup;
}

Run RunFixture::runOf(RunSetup setup)
{
    RunController controller;
    QSignalSpy finished(&controller, &RunController::finished);
    const auto started = controller.start(std::move(setup));
    if (!started)
        qFatal("%s", qPrintable(started.error().toString()));
    if (!eventually([&] { return !finished.isEmpty(); }))
        qFatal("the run does not end");
    return readRun(finished.first().first().toString()).value();
}

Run RunFixture::runAgainst(ScriptedServer &server, const QList<ServerScript> &scripts, int repetitions)
{
    server.setScripts(scripts);
    return runOf(setupFor(suiteOf(repetitions), {endpointAt(server.baseUrl())}));
}

}
