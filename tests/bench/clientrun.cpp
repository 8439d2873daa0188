// SPDX-License-Identifier: Apache-2.0
#include "clientrun.h"

#include "holdup.h"
#include "livewindow.h"
#include "rawreader.h"
#include "runfile/runreader.h"
#include "runfixture.h"
#include "truthserver.h"

#include <QEventLoop>

#include <malloc.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace streamgauge {

namespace {

/// Of a test against the truth server.
RunSetup setupFor(RunFixture &fixture, std::uint16_t port, int tokens, int pace_us, const TestSettings &settings)
{
    Suite suite = suiteOf(settings.repetitions);
    suite.tests.front().maxTokens = tokens;
    suite.tests.front().settings = settings;
    Endpoint endpoint = endpointAt(QStringLiteral("http://127.0.0.1:%1/v1").arg(port));
    endpoint.body = {{QStringLiteral("pace_us"), pace_us}};
    endpoint.telemetry = {.metrics = false, .metricsUrl = {}, .gpu = false, .gpuCommand = {}, .dcgmUrl = {}};
    return fixture.setupFor(suite, {endpoint});
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
    RunFixture fixture;
    RunController controller;
    RunSetup setup = setupFor(fixture, port, load.tokens, load.pace_us, settingsFor(load));
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
    RunFixture fixture;
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
    startOrExit(controller, setupFor(fixture, port, endless.tokens, endless.pace_us, settingsFor(endless)));
    runUntilSaved(controller);
    return Milliseconds(Clock::now() - stopped).count();
}

std::vector<double> sendingLateness_us(std::uint16_t port, double perSecond)
{
    constexpr int seconds = 5;
    RunFixture fixture;
    RunController controller;
    TestSettings settings;
    settings.repetitions = static_cast<int>(perSecond) * seconds;
    settings.load = OpenLoop {.rates = {perSecond}, .arrivals = Arrivals::Constant};
    startOrExit(controller, setupFor(fixture, port, 10, 2000, settings));
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
    RunFixture fixture;
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
    startOrExit(controller, setupFor(fixture, port, flood.tokens, flood.pace_us, settingsFor(flood)));
    runUntilSaved(controller);
    if (last.tokens <= first.tokens)
        return {}; // too fast for two looks at it
    return {.bytesPerToken = (last.heap - first.heap) / (last.tokens - first.tokens), .ofWhichText = textBytes};
}

}
