// SPDX-License-Identifier: Apache-2.0
#include "eventually.h"
#include "httpfixture.h"
#include "run/runcontroller.h"
#include "runfile/runreader.h"
#include "scriptedserver.h"
#include "simulator/simulatorhost.h"
#include "suite/suiteparser.h"
#include "telemetry/telemetrytarget.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace streamgauge;

namespace {

Suite suiteOf(int repetitions)
{
    const QByteArray yaml = "suite: T\nwarmup: 0\nrepetitions: " + QByteArray::number(repetitions)
        + "\ntests:\n  - {name: A, prompt: hello, max_tokens: 8}\n";
    return parseSuite(yaml, QStringLiteral("t.yaml")).value();
}

Endpoint endpointAt(const QString &url)
{
    Endpoint endpoint;
    endpoint.label = QStringLiteral("E");
    endpoint.url = url;
    endpoint.model = QStringLiteral("scripted");
    endpoint.telemetry.gpu = false;
    return endpoint;
}

ServerScript answerAfter(int delay_ms)
{
    const QByteArray stream = contentEvent("a") + contentEvent("b") + finishEvent() + usageEvent(3, 2) + doneEvent();
    return {{streamHead("Transfer-Encoding: chunked\r\n") + httpChunk(stream) + httpChunk({}), delay_ms}};
}

QByteArray metricsAnswer(int generated)
{
    const QByteArray body =
        "vllm:num_requests_running 1\nvllm:generation_tokens_total " + QByteArray::number(generated) + '\n';
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

std::vector<Sample> samplesOf(const Run &run, const char *source)
{
    std::vector<Sample> samples;
    for (const Sample &sample : run.samples)
        if (sample.source == QLatin1String(source))
            samples.push_back(sample);
    return samples;
}

}

class TestTelemetry : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_files = 0;

    RunSetup setupFor(const std::vector<Endpoint> &endpoints, int repetitions)
    {
        RunSetup setup;
        setup.header.suite = suiteOf(repetitions);
        setup.header.endpoints = endpoints;
        setup.header.engines.resize(endpoints.size());
        setup.apiKeys.resize(endpoints.size());
        setup.plan = makePlan(setup.header.suite, static_cast<int>(endpoints.size()), {});
        setup.path = m_folder.filePath(QStringLiteral("%1.run.jsonl").arg(++m_files));
        return setup;
    }

    Run runOf(RunSetup setup)
    {
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        if (const auto started = controller.start(std::move(setup)); !started)
            qFatal("%s", qPrintable(started.error().toString()));
        if (!eventually([&] { return !finished.isEmpty(); }))
            qFatal("the run does not end");
        return readRun(finished.first().first().toString()).value();
    }

    /// A program at @p name that runs @p commands.
    QString script(const char *name, const QByteArray &commands)
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + commands) < 0)
            qFatal("no script");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }

private Q_SLOTS:
    void samplesBeforeTheFirstRequestAndAfterTheLast()
    {
        ScriptedServer server;
        server.setScripts({answerAfter(5)});
        server.setMetrics({metricsAnswer(100), metricsAnswer(106)});
        const Run run = runOf(setupFor({endpointAt(server.baseUrl())}, 3));

        const std::vector<Sample> samples = samplesOf(run, "metrics");
        QVERIFY(samples.size() >= 2);
        QCOMPARE(samples.front().at.count(), 0);
        QCOMPARE(samples.front().values.at(QStringLiteral("generation_tokens")), 100.0);
        QVERIFY(samples.back().at > *run.requests.back().end - 1ms); // files hold microseconds
        QCOMPARE(samples.back().values.at(QStringLiteral("generation_tokens")), 106.0);
        QVERIFY(run.end->notes.isEmpty());
    }

    void samplesOnceASecondMeanwhile()
    {
        ScriptedServer server;
        server.setScripts({answerAfter(2500)});
        server.setMetrics({metricsAnswer(1)});
        const Run run = runOf(setupFor({endpointAt(server.baseUrl())}, 1));
        const std::vector<Sample> samples = samplesOf(run, "metrics");
        QVERIFY2(samples.size() >= 3, qPrintable(QString::number(samples.size())));
        QVERIFY(std::ranges::is_sorted(samples, {}, &Sample::at));
    }

    void showsSamplesToTheDisplay()
    {
        ScriptedServer server;
        server.setScripts({answerAfter(200)});
        server.setMetrics({metricsAnswer(1)});
        RunController controller;
        std::size_t points = 0;
        connect(&controller, &RunController::snapshotChanged, this, [&](const LiveSnapshot &snapshot) {
            if (snapshot.telemetry && !snapshot.telemetry->endpoints.empty())
                points = snapshot.telemetry->curve(0, TelemetryMetric::Running).size();
        });
        QSignalSpy finished(&controller, &RunController::finished);
        QVERIFY(controller.start(setupFor({endpointAt(server.baseUrl())}, 2)));
        QVERIFY(eventually([&] { return !finished.isEmpty(); }));
        QVERIFY(points >= 1);
    }

    void asksNoMoreAfterA404AndNotesIt()
    {
        ScriptedServer server;
        server.setScripts({answerAfter(1500)});
        const Run run = runOf(setupFor({endpointAt(server.baseUrl())}, 1));
        QCOMPARE(server.metricsAsked, 1);
        QVERIFY(run.requests.at(0).completed());
        QVERIFY(samplesOf(run, "metrics").empty());
        QCOMPARE(run.end->notes.size(), 1);
        QVERIFY2(run.end->notes.first().contains(QLatin1String("/metrics answered HTTP 404")),
                 qPrintable(run.end->notes.first()));
    }

    void asksNothingWhereItIsOff()
    {
        ScriptedServer server;
        server.setScripts({answerAfter(5)});
        server.setMetrics({metricsAnswer(1)});
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.telemetry.metrics = false;
        const Run run = runOf(setupFor({endpoint}, 1));
        QCOMPARE(server.metricsAsked, 0);
        QVERIFY(samplesOf(run, "metrics").empty());
        QVERIFY(run.end->notes.isEmpty());
    }

    void aPageThatNeverComesHoldsNoRunUp()
    {
        ScriptedServer server;
        server.setScripts({answerAfter(5)});
        HttpFixture silent;
        silent.answer("/metrics", {});
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.telemetry.metricsUrl = silent.url() + QStringLiteral("/metrics");
        const Run run = runOf(setupFor({endpoint}, 2));
        QCOMPARE(run.requests.size(), 2U);
        QVERIFY(run.end->outcome == Outcome::Completed);
        QVERIFY(silent.requests("/metrics").size() >= 1);
    }

    void stopDoesNotWaitForTelemetry()
    {
        ScriptedServer server;
        server.setScripts({answerAfter(60000)});
        HttpFixture silent;
        silent.answer("/metrics", {});
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.telemetry.metricsUrl = silent.url() + QStringLiteral("/metrics");
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        QVERIFY(controller.start(setupFor({endpoint}, 1)));
        controller.stop(); // before the first request has gone out
        QVERIFY(eventually([&] { return !finished.isEmpty(); }));
        QVERIFY(finished.first().at(1).value<Outcome>() == Outcome::Cancelled);
        QVERIFY(controller.state() == RunController::State::Idle);
    }

    void aControllerCanBeDestroyedAtAnyTime()
    {
        ScriptedServer server;
        server.setScripts({answerAfter(60000)});
        server.setMetrics({metricsAnswer(1)});
        RunSetup setup = setupFor({endpointAt(server.baseUrl())}, 1);
        const QString path = setup.path;
        {
            RunController controller;
            QVERIFY(controller.start(std::move(setup)));
        }
        const Run run = readRun(path).value();
        QVERIFY(run.end->outcome == Outcome::Cancelled);
    }

    void samplesTheSimulator()
    {
        SimulatorHost simulators;
        Endpoint endpoint = endpointAt({});
        endpoint.simulation = Simulation {.profile = QStringLiteral("mistral-24b"), .speed = 50};
        endpoint.url = simulators.urlFor(*endpoint.simulation).value();
        endpoint.model = QStringLiteral("RedHatAI/Mistral-Small-3.2-24B-Instruct-2506-NVFP4");
        const Run run = runOf(setupFor({endpoint}, 2));
        const std::vector<Sample> samples = samplesOf(run, "metrics");
        QVERIFY(samples.size() >= 2);
        const double generated = samples.back().values.at(QStringLiteral("generation_tokens"))
            - samples.front().values.at(QStringLiteral("generation_tokens"));
        double counted = 0;
        for (const RequestRecord &record : run.requests)
            counted += record.outputTokens.value_or(0);
        QCOMPARE(generated, counted);
    }

    void runsAGpuCommand()
    {
        ScriptedServer server;
        server.setScripts({answerAfter(5)});
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.telemetry.metrics = false;
        endpoint.telemetry.gpu = true;
        const QString arguments = m_folder.filePath(QStringLiteral("arguments"));
        endpoint.telemetry.gpuCommand =
            script("nvidia-smi",
                   "echo \"$@\" > '" + arguments.toUtf8() + "'; echo '97, [N/A], [N/A], 412.35, 61, 1980'\n")
            + QStringLiteral(" -i 0");
        const Run run = runOf(setupFor({endpoint, endpoint}, 1));

        const std::vector<Sample> samples = samplesOf(run, "gpu");
        QVERIFY(samples.size() >= 4); // before and after, of both endpoints
        QCOMPARE(samples[0].endpoint, 0);
        QCOMPARE(samples[1].endpoint, 1);
        QCOMPARE(samples[0].values.at(QStringLiteral("power_w")), 412.35);
        QCOMPARE(samples[0].values.at(QStringLiteral("unified_memory")), 1.0);
        QVERIFY(samples[0].values.at(QStringLiteral("memory_total_mb")) > 0); // this machine's
        QFile file(arguments);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().trimmed(),
                 QByteArray("-i 0 --query-gpu=utilization.gpu,memory.used,memory.total,power.draw,temperature.gpu,"
                            "clocks.sm --format=csv,noheader,nounits"));
    }

    void notesAGpuCommandThatCannotRun()
    {
        ScriptedServer server;
        server.setScripts({answerAfter(5)});
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.telemetry.metrics = false;
        endpoint.telemetry.gpu = true;
        endpoint.telemetry.gpuCommand = m_folder.filePath(QStringLiteral("no-such-program"));
        const Run run = runOf(setupFor({endpoint}, 1));
        QVERIFY(run.requests.at(0).completed());
        QCOMPARE(run.end->notes.size(), 1);
        QVERIFY(run.end->notes.first().contains(QLatin1String("cannot be started")));
    }

    void killsAGpuCommandThatHangsWhenTheRunEnds()
    {
        ScriptedServer server;
        server.setScripts({answerAfter(5)});
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.telemetry.metrics = false;
        endpoint.telemetry.gpu = true;
        const QString ids = m_folder.filePath(QStringLiteral("ids"));
        endpoint.telemetry.gpuCommand = script("hanging", "sleep 300 & echo $! > '" + ids.toUtf8() + "'; wait\n");
        const Run run = runOf(setupFor({endpoint}, 1));
        QVERIFY(run.requests.at(0).completed());
        QFile file(ids);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const pid_t child = file.readAll().trimmed().toInt();
        QVERIFY(child > 0);
        QVERIFY(eventually([&] {
            QFile state(QStringLiteral("/proc/%1/stat").arg(child));
            return !state.open(QIODevice::ReadOnly) || state.readAll().contains(") Z ");
        }));
    }

    void readsADcgmExporter()
    {
        ScriptedServer server;
        server.setScripts({answerAfter(5)});
        HttpFixture exporter;
        const QByteArray body = "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} 250.5\n";
        exporter.answer("/metrics",
                        "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size())
                            + "\r\nConnection: close\r\n\r\n" + body);
        Endpoint endpoint = endpointAt(server.baseUrl());
        endpoint.telemetry.metrics = false;
        endpoint.telemetry.gpu = true;
        endpoint.telemetry.dcgmUrl = exporter.url() + QStringLiteral("/metrics");
        const Run run = runOf(setupFor({endpoint}, 1));
        const std::vector<Sample> samples = samplesOf(run, "gpu");
        QVERIFY(samples.size() >= 2);
        QCOMPARE(samples[0].values.at(QStringLiteral("power_w")), 250.5);
    }

    void asksBelowTheServersRoot()
    {
        const auto pageOf = [](const char *url) {
            return telemetryTarget(endpointAt(QLatin1String(url)), {}).metrics.url().toString();
        };
        QCOMPARE(pageOf("http://box:8000"), QStringLiteral("http://box:8000/metrics"));
        QCOMPARE(pageOf("http://box:8000/v1/"), QStringLiteral("http://box:8000/metrics"));
        QCOMPARE(pageOf("https://box/proxy/v1"), QStringLiteral("https://box/proxy/metrics"));
    }

    void sendsTheKeyToTheEndpointsOwnHostOnly()
    {
        Endpoint endpoint = endpointAt(QStringLiteral("http://box:8000/v1"));
        endpoint.headers = {{QStringLiteral("X-Team"), QStringLiteral("a")}};
        const TelemetryTarget own = telemetryTarget(endpoint, QStringLiteral("sesame"));
        QCOMPARE(own.metrics.rawHeader("Authorization"), QByteArray("Bearer sesame"));
        QCOMPARE(own.metrics.rawHeader("X-Team"), QByteArray("a"));
        for (const char *other :
             {"http://box:9090/metrics", "http://elsewhere:8000/metrics", "https://box:8000/metrics"}) {
            endpoint.telemetry.metricsUrl = QLatin1String(other);
            QVERIFY(telemetryTarget(endpoint, QStringLiteral("sesame")).metrics.rawHeaderList().isEmpty());
        }
    }

    void takesTheLocalGpuForALocalServerOnly()
    {
        script("nvidia-smi", "echo\n");
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", m_folder.path().toUtf8() + ':' + path);
        Endpoint endpoint = endpointAt(QStringLiteral("http://127.0.0.1:8000/v1"));
        endpoint.telemetry.gpu = true;
        QCOMPARE(telemetryTarget(endpoint, {}).gpuCommand,
                 QStringList {m_folder.filePath(QStringLiteral("nvidia-smi"))});
        QVERIFY(telemetryTarget(endpoint, {}).gpuIsLocal);
        endpoint.simulation = Simulation {};
        QVERIFY(telemetryTarget(endpoint, {}).gpuCommand.isEmpty());
        endpoint.simulation.reset();
        endpoint.url = QStringLiteral("http://box:8000/v1");
        QVERIFY(telemetryTarget(endpoint, {}).gpuCommand.isEmpty());
        qputenv("PATH", path);
    }
};

QTEST_GUILESS_MAIN(TestTelemetry)

#include "tst_telemetry.moc"
