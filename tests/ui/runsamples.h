// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/livesnapshot.h"
#include "run/runfacts.h"

// Test data: made up runs under way, of any size, to look at and to count in. Nothing here was measured.
namespace streamgauge::samples {

inline RunFacts facts(const QStringList &labels, const QStringList &tests, int repetitions = 3)
{
    RunFacts facts;
    facts.suite.name = QStringLiteral("Sample");
    for (const QString &name : tests) {
        Test test;
        test.name = name;
        test.settings.repetitions = repetitions;
        test.maxTokens = 100;
        facts.suite.tests.push_back(test);
    }
    for (const QString &label : labels) {
        Endpoint endpoint;
        endpoint.label = label;
        endpoint.url = QStringLiteral("http://127.0.0.1:8000");
        facts.endpoints.push_back(endpoint);
    }
    return facts;
}

/// Nothing measured yet.
inline LiveSnapshot fresh(const RunFacts &facts)
{
    LiveSnapshot snapshot;
    for (const Test &test : facts.suite.tests)
        snapshot.tests.push_back(test.name);
    for (const Endpoint &endpoint : facts.endpoints) {
        LiveEndpoint live;
        live.label = endpoint.label;
        for (const Test &test : facts.suite.tests) {
            LiveCell cell;
            cell.planned = test.settings.repetitions;
            live.cells.push_back(cell);
            snapshot.requestsPlanned += static_cast<std::size_t>(cell.planned);
        }
        snapshot.endpoints.push_back(live);
    }
    return snapshot;
}

inline RunningMean mean(double value, int count)
{
    return {.sum = value * count, .count = count};
}

/// One request of @p test on @p endpoint has failed with @p kind.
inline void fail(LiveSnapshot &snapshot, int endpoint, int test, const QString &kind, const QString &message)
{
    LiveEndpoint &live = snapshot.endpoints.at(static_cast<std::size_t>(endpoint));
    LiveCell &cell = live.cells.at(static_cast<std::size_t>(test));
    ++live.failed;
    ++cell.failed;
    ++cell.finished;
    cell.state = cell.finished == cell.planned ? CellState::Failed : CellState::Running;
    snapshot.failures.push_back({.endpoint = endpoint,
                                 .test = test,
                                 .repetition = cell.finished - 1,
                                 .error = {.kind = kind, .message = message, .body = {}}});
}

/// All tests before @p test done everywhere, @p test at its second repetition on the endpoint in the middle.
inline LiveSnapshot halfway(const RunFacts &facts)
{
    LiveSnapshot snapshot = fresh(facts);
    const std::size_t middle = snapshot.endpoints.size() / 2;
    for (std::size_t i = 0; i < snapshot.endpoints.size(); ++i) {
        LiveEndpoint &live = snapshot.endpoints[i];
        const double tps = 38.0 / static_cast<double>(i + 1);
        for (std::size_t test = 0; test < live.cells.size(); ++test) {
            LiveCell &cell = live.cells[test];
            const bool done = i < middle || (i == middle && test < live.cells.size() / 2);
            const bool running = i == middle && test == live.cells.size() / 2;
            cell.state = done ? CellState::Done : running ? CellState::Running : CellState::Waiting;
            cell.finished = done ? cell.planned : running ? 1 : 0;
            if (cell.finished == 0)
                continue;
            cell.ttft_s = mean(0.1 + 0.02 * static_cast<double>(i), cell.finished);
            cell.totalTime_s = mean(100 / tps, cell.finished);
            cell.tps = mean(tps, cell.finished);
            live.completed += cell.finished;
            snapshot.requestsFinished += static_cast<std::size_t>(cell.finished);
        }
        if (live.completed == 0)
            continue;
        live.ttft_s = mean(0.1 + 0.02 * static_cast<double>(i), live.completed - 1);
        live.tps_mean = mean(tps, live.completed - 1);
        live.coldTtft_s = 0.35 + 0.03 * static_cast<double>(i);
        live.evidence = TokenEvidence::Usage;
        live.rate.assign(400, static_cast<float>(tps));
    }
    LiveEndpoint &busy = snapshot.endpoints[middle];
    busy.currentTest = static_cast<int>(busy.cells.size() / 2);
    busy.currentRepetition = 1;
    busy.inFlight = 1;
    snapshot.at = 100s;
    snapshot.timeLeft = 240s;
    snapshot.answer = {.endpoint = static_cast<int>(middle),
                       .test = busy.currentTest,
                       .repetition = 1,
                       .chunks = 214,
                       .text = QStringLiteral("Photosynthesis turns light into chemical energy in two linked stages. "),
                       .reasoning = false};
    return snapshot;
}

}
