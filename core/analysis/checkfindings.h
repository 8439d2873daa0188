// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/summary.h"

namespace streamgauge {

/// What one rule found, over all series that are shown together.
struct CheckFinding
{
    struct Message
    {
        QString series; ///< its label; empty for what concerns the comparison as a whole
        CheckLevel level = CheckLevel::Info;
        QString text;
    };

    QString id;
    CheckLevel level = CheckLevel::Info; ///< the gravest of its messages
    std::vector<Message> messages;       ///< in the order of the series
    QString advice;                      ///< of the gravest message
};

/// Of each series and, for several, of the comparison; one entry an id, the gravest first.
std::vector<CheckFinding> checkFindings(const std::vector<SeriesSummary> &series);

/// "1 check failed: failures; 2 checks warn: prefix-cache, noisy". Empty where there is neither.
QString checksNote(const std::vector<CheckFinding> &findings);

/// "Cold start" of "cold-start".
QString checkTitle(const QString &id);

}
