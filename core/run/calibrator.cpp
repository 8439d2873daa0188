// SPDX-License-Identifier: Apache-2.0
#include "run/calibrator.h"

#include "metrics/summary.h"
#include "run/nullserver.h"
#include "runfile/runreader.h"

#include <QFile>

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

RunSetup setupFor(int streams, int tokens, const QString &url)
{
    Test test;
    test.name = QStringLiteral("calibration");
    test.messages = {{QStringLiteral("user"), QStringLiteral("go")}};
    test.maxTokens = tokens;
    test.settings.repetitions = streams;
    test.settings.load = ClosedLoop {.concurrency = {streams}};
    Suite suite;
    suite.name = test.name;
    suite.warmup = 0;
    suite.tests = {test};
    Endpoint endpoint;
    endpoint.label = endpoint.model = test.name;
    endpoint.url = url;
    endpoint.telemetry.metrics = false; // the null server answers anything with a stream
    endpoint.telemetry.gpu = false;
    RunSetup setup;
    setup.plan = makePlan(suite, 1, {});
    setup.header.suite = suite;
    setup.header.endpoints = {endpoint};
    setup.header.engines.resize(1);
    setup.apiKeys.resize(1);
    return setup;
}

struct Errors
{
    std::vector<double> ttft_us;
    std::vector<double> gap_us;
};

/// Holds the record's times against those in its text; false where it is not whole.
bool compare(const RequestRecord &record, Errors &errors)
{
    const QList<QStringView> times = QStringView(record.text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto ttft = timeToFirstToken(record);
    if (!record.completed() || !ttft || times.size() != record.chunks + 1)
        return false;
    const auto at_ns = [&times](qsizetype index) { return times.at(index).toLongLong(); };
    errors.ttft_us.push_back(std::abs(toSeconds(*ttft) * 1e6 - static_cast<double>(at_ns(1) - at_ns(0)) / 1e3));
    qsizetype i = 1;
    for (const std::uint32_t gap_us : record.chunkGaps_us) {
        errors.gap_us.push_back(std::abs(gap_us - static_cast<double>(at_ns(i + 1) - at_ns(i)) / 1e3));
        ++i;
    }
    return true;
}

}

Calibrator::Calibrator(QObject *parent)
    : QObject(parent)
{
    connect(&m_controller, &RunController::finished, this, &Calibrator::evaluate);
    connect(&m_controller, &RunController::snapshotChanged, this, [this](const LiveSnapshot &snapshot) {
        Q_EMIT progressed(std::min(1.0, toSeconds(snapshot.at) / toSeconds(m_duration)));
    });
}

Calibrator::~Calibrator() = default;

Expected<void> Calibrator::start(int streams, double tokensPerSecond)
{
    constexpr double seconds = 2;
    constexpr double fewestTokens = 20;
    const auto pace = duration_cast<nanoseconds>(Seconds(1 / tokensPerSecond));
    auto server = NullServer::start(pace);
    if (!server)
        return std::unexpected(server.error());
    m_server = std::move(*server);
    m_result = {};
    m_result.streams = streams;
    m_result.tokensPerSecond = tokensPerSecond;
    const int tokens = static_cast<int>(std::max(fewestTokens, seconds * tokensPerSecond));
    m_duration = pace * tokens;
    RunSetup setup = setupFor(streams, tokens, m_server->baseUrl());
    setup.path = m_folder.filePath(QStringLiteral("calibration.run.jsonl"));
    QFile::remove(setup.path);
    return m_controller.start(std::move(setup));
}

void Calibrator::evaluate(const QString &path)
{
    m_server.reset();
    const auto run = readRun(path);
    QFile::remove(path);
    if (!run) {
        Q_EMIT failed(run.error().toString());
        return;
    }
    Errors errors;
    for (const RequestRecord &record : run->requests)
        m_result.answers += compare(record, errors);
    if (m_result.answers < m_result.streams || errors.gap_us.empty()) {
        Q_EMIT failed(
            QStringLiteral("only %1 of %2 answers of the calibration came whole; is the machine out of memory "
                           "or open files?")
                .arg(m_result.answers)
                .arg(m_result.streams));
        return;
    }
    m_result.arrivalClock = run->header.arrivalClock;
    const Statistics ttft = statistics(errors.ttft_us);
    const Statistics gap = statistics(errors.gap_us);
    m_result.ttftErrorP50_us = ttft.median;
    m_result.ttftErrorP99_us = ttft.p99;
    m_result.gapErrorP50_us = gap.median;
    m_result.gapErrorP99_us = gap.p99;
    Q_EMIT finished(m_result);
}

}

#include "moc_calibrator.cpp"
