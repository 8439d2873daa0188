// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace streamgauge {

struct Run;
struct Sample;

/// How far the client's times were from what happened, absolute errors.
struct Calibration
{
    int streams = 0;
    double tokensPerSecond = 0; ///< of each stream
    int answers = 0;            ///< that were measured whole; not in the run file
    double ttftErrorP50_us = 0;
    double ttftErrorP99_us = 0;
    double gapErrorP50_us = 0; ///< of the time between two tokens
    double gapErrorP99_us = 0;
    QString arrivalClock; ///< as in RunHeader
};

/// "TTFT is right to ± 0.04 ms, gaps between tokens to ± 9 µs …"
QString sentenceOf(const Calibration &calibration);

/// For the run it was made for: source "calibration".
Sample sampleOf(const Calibration &calibration);

/// The newest that is in the run; empty where it has none.
std::optional<Calibration> calibrationOf(const Run &run);

}
