// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <map>

namespace streamgauge {

struct Run;
struct RequestRecord;

struct LoadSpan
{
    RunTime from = RunTime::max();
    RunTime to = RunTime::min();
};

/// Whether @p record is of the load that is measured: no warm-up, nor in a stage of warm-ups as cold requests are.
bool isOfLoad(const Run &run, const RequestRecord &record);

/// When one endpoint was under load: of each stage, from its first request sent to its last one ended, warm-up left
/// out.
std::map<int, LoadSpan> loadSpans(const Run &run, int endpoint);

}
