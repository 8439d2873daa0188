// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/probe.h"

#include <QString>

#include <vector>

namespace streamgauge {

/// One finding of a connection test.
struct ProbeLine
{
    enum class Kind { Good, Note, Bad };

    Kind kind = Kind::Note;
    QString text;

    bool operator==(const ProbeLine &) const = default;
};

/// What a test found out, line by line, in words.
std::vector<ProbeLine> probeLines(const ProbeResult &result);

}
