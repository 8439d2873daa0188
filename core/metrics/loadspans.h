// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <map>

namespace streamgauge {

struct RequestRecord;
struct Run;
struct RunHeader;

struct LoadSpan
{
    RunTime from = RunTime::max();
    RunTime to = RunTime::min();
};

/// From the first request sent to the last one ended, by stage; stages without a length are left out.
class LoadSpans
{
public:
    void add(const RequestRecord &record); ///< failed ones too; those never sent change nothing

    std::map<int, LoadSpan> byStage() const;
    double totalSeconds() const;

private:
    std::map<int, LoadSpan> m_byStage;
};

/// Whether @p record is of the load that is measured: no warm-up, nor in a stage of warm-ups as cold requests are.
bool isOfLoad(const RunHeader &header, const RequestRecord &record);

/// When one endpoint was under load, warm-up left out.
std::map<int, LoadSpan> loadSpans(const Run &run, int endpoint);

}
