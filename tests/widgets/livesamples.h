// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/livesnapshot.h"

#include <cmath>

namespace streamgauge {

/// A run of @p endpoints one after the other, each with four answers, at the given moment.
inline LiveSnapshot sampleSnapshot(int endpoints, int intervalsEach = 700)
{
    LiveSnapshot snapshot;
    snapshot.tests = {QStringLiteral("Short Prompt, Short Response"), QStringLiteral("Short Prompt, Long Response"),
                      QStringLiteral("Long Prompt, Short Response"), QStringLiteral("Code Generation"),
                      QStringLiteral("Reasoning Task")};
    const QStringList names {QStringLiteral("Mistral-24B"), QStringLiteral("Qwen3-32B"), QStringLiteral("GPT-OSS-20B"),
                             QStringLiteral("Llama-70B")};
    const std::vector<double> speeds {10.9, 7.7, 11.2, 3.8};
    for (int e = 0; e < endpoints; ++e) {
        const auto known = static_cast<std::size_t>(e) % 4;
        LiveEndpoint endpoint;
        endpoint.label = e < 4 ? names[e] : QStringLiteral("some-other-model-%1").arg(e);
        endpoint.tps = speeds[known];
        endpoint.rate.assign(static_cast<std::size_t>(e * intervalsEach), 0.0F);
        for (int i = 0; i < intervalsEach; ++i)
            endpoint.rate.push_back(
                i % (intervalsEach / 4) < 6
                    ? 0.0F
                    : static_cast<float>(speeds[known] + 0.4 * std::sin(i * 0.9) * std::cos(i * 0.13)));
        for (int test = 0; test < 5; ++test) {
            LiveCell cell;
            cell.planned = 3;
            cell.finished = test < 3 ? 3 : (test == 3 ? 1 : 0);
            cell.state = test < 3 ? CellState::Done : (test == 3 ? CellState::Running : CellState::Waiting);
            for (int i = 0; i < cell.finished; ++i) {
                cell.ttft_s.add(0.1 + 0.03 * test + 0.02 * e);
                cell.totalTime_s.add(10.0 + 13 * test + 4 * e);
                cell.tps.add(speeds[known]);
            }
            endpoint.cells.push_back(cell);
        }
        snapshot.endpoints.push_back(endpoint);
    }
    snapshot.at = LiveSnapshot::rateInterval * (endpoints * intervalsEach);
    for (int row = 0; row < 4; ++row) {
        LiveTimeline line;
        line.endpoint = row % std::max(1, endpoints);
        line.test = row;
        line.repetition = row % 3;
        line.sent = std::chrono::seconds(100 + 8 * row);
        const int chunks = 20 + 25 * row;
        for (int i = 0; i < chunks; ++i)
            line.chunks.push_back(line.sent + milliseconds(900 + 95 * i));
        if (row < 3)
            line.end = line.chunks.back() + milliseconds(20);
        line.failed = row == 1;
        snapshot.timeline.push_back(line);
    }
    if (endpoints > 0)
        snapshot.at = std::max<RunTime>(snapshot.at, snapshot.timeline.back().chunks.back());
    return snapshot;
}

}
