// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/livesnapshot.h"

#include <QString>

namespace streamgauge {

/// A run's progress on stderr: one line that redraws itself on a terminal, a plain line a finished request in a pipe.
class ProgressLine
{
public:
    ProgressLine();

    void show(const LiveSnapshot &snapshot);
    void clear(); ///< so that other text may follow

private:
    void redraw(const LiveSnapshot &snapshot);
    void printFinished(const LiveSnapshot &snapshot);

    const bool m_isTerminal;
    qsizetype m_width = 0;
    std::size_t m_rowsPrinted = 0;
    std::size_t m_failuresPrinted = 0;
    RunTime m_newestEnd {-1};
};

/// "Qwen3-32B · Short Prompt, Long Response · repetition 2"; empty where nothing runs.
QString whatRuns(const LiveSnapshot &snapshot);

/// "about 4 min left"; empty where unknown.
QString timeLeftInWords(const std::optional<nanoseconds> &left);

}
