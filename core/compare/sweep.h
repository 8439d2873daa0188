// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

#include <optional>
#include <vector>

namespace streamgauge {

/// A step of a sweep, warm requests only.
struct SweepStep
{
    double level = 0; ///< streams at once, or requests a second
    std::optional<double> outputTokensPerSecond;
    std::optional<double> goodput; ///< requests a second within every SLO; absent without SLOs
    std::optional<Statistics> ttft_s;
    std::optional<Statistics> tps; ///< of single streams
    QString saturated;             ///< why it is past saturation, against the step before it; empty where it is not
};

/// A test of a series at several levels of load, ascending.
struct Sweep
{
    std::size_t series = 0; ///< index into the comparison's
    QString test;
    bool isRate = false;   ///< the levels are requests a second, else streams at once
    bool together = false; ///< other endpoints ran at the same time
    std::vector<SweepStep> steps;

    /// The last step that is not past saturation, where a later one is; empty where none is.
    std::optional<std::size_t> saturation() const;
};

/// Tests with two levels or more, in the order of series and tests.
std::vector<Sweep> sweepsOf(const Comparison &comparison);

/// Names of the tests that any series sweeps, each once.
std::vector<QString> sweptTests(const std::vector<Sweep> &sweeps);

}
