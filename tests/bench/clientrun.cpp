// SPDX-License-Identifier: Apache-2.0
#include "clientrun.h"

#include "holdup.h"
#include "livewindow.h"
#include "rawreader.h"
#include "runfile/runreader.h"
#include "truthserver.h"

#include <QEventLoop>
#include <QTemporaryDir>

#include <malloc.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace streamgauge {

namespace {

RunSetup setupFor(std::uint16_t port, int tokens, int pace_us, const TestSettings &settings, const QString &path)
{
    Suite suite;
    suite.name = QStringLiteral("bench");
    suite.warmup = 0;
    Test test;
    test.name = QStringLiteral("bench");
    test.messages = {{QStringLiteral("user"), QStringLiteral("go")}};
    test.maxTokens = tokens;
    test.settings = settings;
    suite.tests = {test};
    Endpoint endpoint;
    endpoint.label = QStringLiteral("truth");
    endpoint.model = QStringLiteral("truth");
    endpoint.url = QStringLiteral("http://127.0.0.1:%1/v1").arg(port);
    endpoint.body = {{QStringLiteral("pace_us"), pace_us}};
    endpoint.telemetry = {.metrics = false, .metricsUrl = {}, .gpu = false, .gpuCommand = {}, .dcgmUrl = {}};
    RunSetup setup;
    setup.plan = makePlan(suite, 1, {});
    setup.header.suite = suite;
    setup.header.endpoints = {endpoint};
    setup.header.engines.resize(1);
    setup.apiKeys.resize(1);
    setup.path = path;
    return setup;
}

TestSettings settingsFor(const BenchLoad &load)
{
    TestSettings settings;
    settings.repetitions = load.streams;
    if (load.begin == BenchLoad::Begin::Evenly)
        settings.load = OpenLoop {.rates = {load.streams / beginOver_s}, .arrivals = Arrivals::Constant};
    else
        settings.load = ClosedLoop {.concurrency = {load.streams}};
    return settings;
}

void startOrExit(RunController &controller, const RunSetup &setup)
{
    if (const auto started = controller.start(setup); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error().toString()));
        std::exit(1);
    }
}

/// The record's times against those in its text.
void compare(const RequestRecord &record, ClientReading &reading)
{
    const QList<QStringView> times = QStringView(record.text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (times.size() != record.chunks + 1) {
        ++reading.behind;
        return;
    }
    const double received = times.at(0).toDouble();
    const double first = times.at(1).toDouble();
    reading.ttftErrors_us.push_back(toSeconds(*timeToFirstToken(record)) * 1e6 - (first - received) / 1e3);
    for (std::size_t i = 0; i < record.chunkGaps_us.size(); ++i) {
        const auto at = static_cast<qsizetype>(i) + 1;
        const double truth_us = (times.at(at + 1).toDouble() - times.at(at).toDouble()) / 1e3;
        reading.gapErrors_us.push_back(std::abs(record.chunkGaps_us[i] - truth_us));
    }
}

QString runUntilSaved(RunController &controller)
{
    QEventLoop loop;
    QString path;
    QObject::connect(&controller, &RunController::finished, &loop, [&](const QString &written) {
        path = written;
        loop.quit();
    });
    loop.exec();
    return path;
}

}

ClientReading measure(std::uint16_t port, const BenchLoad &load)
{
    const QTemporaryDir folder;
    RunController controller;
    RunSetup setup =
        setupFor(port, load.tokens, load.pace_us, settingsFor(load), folder.filePath(QStringLiteral("b.run.jsonl")));
    setup.header.endpoints[0].body[QStringLiteral("in_step")] = int {load.inStep};
    std::optional<LiveWindow> window;
    if (load.live)
        window.emplace(controller,
                       RunFacts {.suite = setup.header.suite, .order = {}, .endpoints = setup.header.endpoints});
    auto *const application = static_cast<TimedApplication *>(QCoreApplication::instance());
    application->takeBusy_ms();
    ClientReading reading;
    const double cpuBefore = processCpuSeconds();
    const TimePoint begin = Clock::now();
    startOrExit(controller, setup);
    std::optional<HoldUp> holdUp;
    if (load.heldUp)
        holdUp.emplace(HoldUp::threadNamed("measuring"));
    const QString path = runUntilSaved(controller);
    reading.seconds = toSeconds(Clock::now() - begin);
    reading.cpuSeconds = processCpuSeconds() - cpuBefore;
    reading.busy_ms = application->takeBusy_ms();
    const Run run = readRun(path).value();
    for (const RequestRecord &record : run.requests) {
        reading.failed += record.error.has_value();
        reading.events += record.chunks + 2;
        if (load.pace_us > 0 && record.completed())
            compare(record, reading);
    }
    return reading;
}

double stopMilliseconds(std::uint16_t port, int streams)
{
    const QTemporaryDir folder;
    RunController controller;
    TimePoint stopped;
    QObject::connect(&controller, &RunController::snapshotChanged, &controller, [&](const LiveSnapshot &snapshot) {
        if (controller.state() != RunController::State::Running || snapshot.endpoints[0].inFlight < streams
            || snapshot.answer.chunks < 3)
            return;
        stopped = Clock::now();
        controller.stop();
    });
    const BenchLoad endless {.name = "", .streams = streams, .tokens = 100000, .pace_us = 20000};
    startOrExit(controller,
                setupFor(port, endless.tokens, endless.pace_us, settingsFor(endless),
                         folder.filePath(QStringLiteral("c.run.jsonl"))));
    runUntilSaved(controller);
    return Milliseconds(Clock::now() - stopped).count();
}

std::vector<double> sendingLateness_us(std::uint16_t port, double perSecond)
{
    constexpr int seconds = 5;
    const QTemporaryDir folder;
    RunController controller;
    TestSettings settings;
    settings.repetitions = static_cast<int>(perSecond) * seconds;
    settings.load = OpenLoop {.rates = {perSecond}, .arrivals = Arrivals::Constant};
    startOrExit(controller, setupFor(port, 10, 2000, settings, folder.filePath(QStringLiteral("d.run.jsonl"))));
    const Run run = readRun(runUntilSaved(controller)).value();
    std::vector<double> lateness_us;
    for (const RequestRecord &record : run.requests)
        if (const auto delay = queueDelay(record))
            lateness_us.push_back(toSeconds(*delay) * 1e6);
    return lateness_us;
}

TokenMemory tokenMemory(std::uint16_t port)
{
    constexpr double from = 2e6;
    constexpr double until = 10e6;
    constexpr double textBytes = 2; // " t", as the server sends it flat out
    struct Point
    {
        double tokens = 0;
        double heap = 0;
    };
    const auto now = [](const LiveSnapshot &snapshot) {
        double tokens = 0;
        for (const float rate : snapshot.endpoints[0].rate)
            tokens += static_cast<double>(rate) * toSeconds(LiveSnapshot::rateInterval);
        const auto heap = mallinfo2();
        return Point {.tokens = tokens, .heap = static_cast<double>(heap.uordblks + heap.hblkhd)};
    };
    const QTemporaryDir folder;
    RunController controller;
    Point first;
    Point last;
    QObject::connect(&controller, &RunController::snapshotChanged, &controller, [&](const LiveSnapshot &snapshot) {
        const Point point = now(snapshot);
        if (controller.state() != RunController::State::Running || snapshot.endpoints[0].completed > 0
            || point.tokens < from)
            return;
        (first.tokens > 0 ? last : first) = point;
        if (point.tokens > until)
            controller.stop();
    });
    const BenchLoad flood {.name = "", .streams = 16, .tokens = 5'000'000, .pace_us = 0};
    startOrExit(controller,
                setupFor(port, flood.tokens, flood.pace_us, settingsFor(flood),
                         folder.filePath(QStringLiteral("m.run.jsonl"))));
    runUntilSaved(controller);
    return {.bytesPerToken = (last.heap - first.heap) / (last.tokens - first.tokens), .ofWhichText = textBytes};
}

}
