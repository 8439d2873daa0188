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
    std::optional<double> requestsPerSecond; ///< completed
    std::optional<double> goodput;           ///< requests a second within every SLO; absent without SLOs
    std::optional<double> goodShare;         ///< of all requests, failed ones too, those within every SLO
    std::optional<Statistics> ttft_s;
    std::optional<Percentiles> tpot_s;
    std::optional<Statistics> totalTime_s;
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
    Slo slo {}; ///< of the test

    /// The last step that is not past saturation, where a later one is; empty where none is.
    std::optional<std::size_t> saturation() const;

    /// The last step up to which, at each, at least @p share of the requests were within every SLO; empty where already
    /// the first was not, or no SLO is set.
    std::optional<std::size_t> lastWithin(double share) const;
};

/// Of a level that is said to meet its SLOs: so many of its requests were within all of them.
inline constexpr double shareWithinSlo = 0.95;

/// "TTFT 300 ms, TPOT 50 ms, Total Time 10 s"; empty where none is set.
QString inWords(const Slo &slo);
/// "300 ms", "1.5 s"
QString durationInWords(nanoseconds duration);

/// "95 % of requests within TTFT 300 ms: Mistral-24B up to 16 at once, Llama-70B up to 4 at once"; of many series the
/// best and the worst. Of @p test, else of the first that is swept; empty where it has no SLO.
QString sloFinding(const Comparison &comparison, const QString &test = {});

/// Tests with two levels or more, in the order of series and tests.
std::vector<Sweep> sweepsOf(const Comparison &comparison);

/// Names of the tests that any series sweeps, each once.
std::vector<QString> sweptTests(const std::vector<Sweep> &sweeps);

}
