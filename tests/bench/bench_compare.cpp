// SPDX-License-Identifier: Apache-2.0
// What Compare takes until its first picture and until all is shown, and what a frame costs then: many small runs, a
// long one, ten long ones. The runs are made up; nothing of them was measured.
#include "chart/speedtestchart.h"
#include "comparepage.h"
#include "runfile/runlibrary.h"
#include "runfiles.h"
#include "runrecords.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <random>

using namespace streamgauge;

namespace {

constexpr int gapsPerRequest = 200;

Run madeRun(int number, int requests)
{
    Run run = referenceRunOf({QStringLiteral("Mistral-24B")}, QStringLiteral("Made run %1").arg(number));
    relabel(run, 0, QStringLiteral("Made model %1").arg(number));
    run.requests.clear();
    std::mt19937 random(static_cast<unsigned>(number));
    std::normal_distribution<double> spread(1, 0.05);
    const int tests = static_cast<int>(run.header.suite.tests.size());
    const double speed = 1 + 0.02 * number;
    RunTime sent {};
    for (int i = 0; i < requests; ++i) {
        const auto ttft = nanoseconds(static_cast<qint64>(2e8 * spread(random)));
        const auto perToken = nanoseconds(static_cast<qint64>(2e7 * spread(random) / speed));
        RequestRecord record = answer(sent, ttft, gapsPerRequest + 1, perToken);
        record.test = i % tests;
        record.repetition = i / tests;
        record.text.clear();
        sent = *record.end;
        run.requests.push_back(std::move(record));
    }
    return run;
}

/// Resident memory in MB, as the kernel counts it.
double residentMb(const char *field)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith(field))
            return line.mid(line.indexOf(':') + 1).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}

void resetPeak()
{
    QFile clear(QStringLiteral("/proc/self/clear_refs"));
    if (clear.open(QIODevice::WriteOnly))
        clear.write("5");
}

void measure(const char *what, const QStringList &paths, RunLibrary &library)
{
    resetPeak();
    ComparePage page(library);
    page.resize(1280, 800);
    page.show();
    QCoreApplication::processEvents();
    QElapsedTimer clock;
    clock.start();
    page.openRuns(paths);
    double first = 0;
    while (page.series().reading() || page.series().comparison().series.empty()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (first == 0 && !page.series().comparison().series.empty()) {
            page.grab();
            first = static_cast<double>(clock.nsecsElapsed()) / 1e9;
        }
    }
    page.grab();
    const double all = static_cast<double>(clock.nsecsElapsed()) / 1e9;

    std::vector<double> frames;
    auto *chart = page.findChild<SpeedTestChart *>();
    for (int i = 0; i < 60; ++i) { // the pointer moves over the picture, which is drawn again
        const qint64 before = clock.nsecsElapsed();
        QTest::mouseMove(chart, {40 + i * 10, 100});
        chart->update();
        QCoreApplication::processEvents();
        frames.push_back(static_cast<double>(clock.nsecsElapsed() - before) / 1e6);
    }
    std::ranges::sort(frames);
    std::printf("%-34s %10.2f %8.2f %9.1f %9.1f %9.0f\n", what, first, all, frames[frames.size() / 2], frames.back(),
                residentMb("VmHWM"));
    std::fflush(stdout);
}

}

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    const QTemporaryDir dir;
    RunLibrary library(dir.filePath(QStringLiteral("library")));
    const auto written = [&](int number, int requests) {
        const QString path = dir.filePath(QStringLiteral("%1-%2.run.jsonl").arg(number).arg(requests));
        if (!writeRunFile(path, madeRun(number, requests)))
            qFatal("the runs cannot be written");
        return path;
    };
    QStringList small;
    for (int i = 0; i < 100; ++i)
        small.append(written(i, 15));
    QStringList large;
    for (int i = 0; i < 10; ++i)
        large.append(written(i, 100'000));

    std::printf("%-34s %10s %8s %9s %9s %9s\n", "", "first s", "all s", "frame ms", "longest", "peak MB");
    measure("ten runs of 15 requests", small.first(10), library);
    measure("100 runs of 15 requests", small, library);
    measure("one of 100,000 requests", large.first(1), library);
    measure("ten of 100,000 requests", large, library);
    return 0;
}
