// SPDX-License-Identifier: Apache-2.0
// Floods the client and paces it, against a server that knows the truth; prints events a second, CPU per event
// (the whole process: measuring, writing the file) and the error of TTFT and of the gaps between tokens, beside a raw
// reader that only reads and finds event ends.
//
//     bench_client [ROUNDS]

#include "rawreader.h"
#include "run/runcontroller.h"
#include "runfile/runreader.h"
#include "truthserver.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

using namespace streamgauge;

namespace {

struct Pace
{
    const char *name;
    int streams;
    int tokens;
    int pace_us;
};

struct Measured
{
    double seconds = 0;
    double cpuSeconds = 0;
    std::vector<double> ttftErrors_us;
    std::vector<double> gapErrors_us;
    long events = 0;
    int failed = 0;
};

double quantile(std::vector<double> &values, double q)
{
    if (values.empty())
        return 0;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
    std::ranges::nth_element(values, at);
    return *at;
}

RunSetup setupFor(const Pace &load, std::uint16_t port, const QString &path)
{
    Suite suite;
    suite.name = QStringLiteral("bench");
    suite.warmup = 0;
    Test test;
    test.name = QStringLiteral("bench");
    test.messages = {{QStringLiteral("user"), QStringLiteral("go")}};
    test.maxTokens = load.tokens;
    test.settings.repetitions = load.streams;
    test.settings.load = ClosedLoop {.concurrency = {load.streams}};
    suite.tests = {test};
    Endpoint endpoint;
    endpoint.label = QStringLiteral("truth");
    endpoint.model = QStringLiteral("truth");
    endpoint.url = QStringLiteral("http://127.0.0.1:%1/v1").arg(port);
    endpoint.body = {{QStringLiteral("pace_us"), load.pace_us}};
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

/// The record's times against those in its text.
void compare(const RequestRecord &record, Measured &measured)
{
    const QList<QStringView> times = QStringView(record.text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (times.size() != record.chunks + 1)
        return;
    const double received = times.at(0).toDouble();
    const double first = times.at(1).toDouble();
    measured.ttftErrors_us.push_back(toSeconds(*timeToFirstToken(record)) * 1e6 - (first - received) / 1e3);
    for (std::size_t i = 0; i < record.chunkGaps_us.size(); ++i) {
        const auto at = static_cast<qsizetype>(i) + 1;
        const double truth_us = (times.at(at + 1).toDouble() - times.at(at).toDouble()) / 1e3;
        measured.gapErrors_us.push_back(std::abs(record.chunkGaps_us[i] - truth_us));
    }
}

Measured measure(const Pace &load, std::uint16_t port)
{
    const QTemporaryDir folder;
    RunController controller;
    QEventLoop loop;
    QString path;
    QObject::connect(&controller, &RunController::finished, &loop, [&](const QString &written) {
        path = written;
        loop.quit();
    });
    Measured measured;
    const double cpuBefore = processCpuSeconds();
    const TimePoint begin = Clock::now();
    if (const auto started = controller.start(setupFor(load, port, folder.filePath(QStringLiteral("b.run.jsonl"))));
        !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error().toString()));
        std::exit(1);
    }
    loop.exec();
    measured.seconds = toSeconds(Clock::now() - begin);
    measured.cpuSeconds = processCpuSeconds() - cpuBefore;
    const Run run = readRun(path).value();
    for (const RequestRecord &record : run.requests) {
        measured.failed += record.error.has_value();
        measured.events += record.chunks + 2;
        if (load.pace_us > 0 && record.completed())
            compare(record, measured);
    }
    return measured;
}

/// From stop() to the saved file, with @p streams open.
double cancelMilliseconds(int streams, std::uint16_t port)
{
    const QTemporaryDir folder;
    RunController controller;
    QEventLoop loop;
    TimePoint stopped;
    QObject::connect(&controller, &RunController::snapshotChanged, &loop, [&](const LiveSnapshot &snapshot) {
        if (controller.state() != RunController::State::Running || snapshot.endpoints[0].inFlight < streams
            || snapshot.answer.chunks < 3)
            return;
        stopped = Clock::now();
        controller.stop();
    });
    QObject::connect(&controller, &RunController::finished, &loop, &QEventLoop::quit);
    const Pace endless {"", streams, 100000, 20000};
    if (!controller.start(setupFor(endless, port, folder.filePath(QStringLiteral("c.run.jsonl")))))
        std::exit(1);
    loop.exec();
    return Milliseconds(Clock::now() - stopped).count();
}

void print(const Pace &load, const RawReading &raw, Measured &client)
{
    const double rawCost = raw.cpuSeconds / static_cast<double>(raw.events) * 1e6;
    const double cost = client.cpuSeconds / static_cast<double>(client.events) * 1e6;
    std::printf("%-28s %9.0f /s  %5.2f us CPU/event  raw %9.0f /s %5.2f us  ratio %4.2f  failed %d", load.name,
                static_cast<double>(client.events) / client.seconds, cost,
                static_cast<double>(raw.events) / raw.seconds, rawCost, cost / rawCost, client.failed);
    if (load.pace_us > 0)
        std::printf("  TTFT too long by %.0f us (median), %.0f us (p99); gaps wrong by %.1f us (median), %.0f us (p99)",
                    quantile(client.ttftErrors_us, 0.5), quantile(client.ttftErrors_us, 0.99),
                    quantile(client.gapErrors_us, 0.5), quantile(client.gapErrors_us, 0.99));
    std::printf("\n");
    std::fflush(stdout);
}

}

int main(int argc, char **argv)
{
    const TruthServer server;
    QCoreApplication application(argc, argv);
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 3;
    constexpr std::array loads {
        Pace {"flood, 16 streams", 16, 100000, 0},
        Pace {"128 streams x 50 tokens/s", 128, 200, 20000},
        Pace {"512 streams x 50 tokens/s", 512, 200, 20000},
        Pace {"1000 streams x 50 tokens/s", 1000, 200, 20000},
    };
    for (int round = 0; round < rounds; ++round)
        for (const Pace &load : loads) {
            const RawReading raw = readRaw(server.port(), load.streams, load.tokens, load.pace_us);
            Measured client = measure(load, server.port());
            print(load, raw, client);
        }
    for (const int streams : {1, 1000})
        std::printf("stop with %d streams open: saved after %.0f ms\n", streams,
                    cancelMilliseconds(streams, server.port()));
    return 0;
}
