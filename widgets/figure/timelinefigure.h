// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/figurestyle.h"
#include "figure/scene.h"

#include <QString>

#include <optional>
#include <vector>

namespace streamgauge {

/// One request: waiting for its first token, then a tick for each chunk. Seconds since the run's start.
struct TimelineRow
{
    QString label;
    QColor color;
    double sent_s = 0;
    std::optional<double> end_s; ///< empty while in flight
    bool failed = false;
    std::vector<double> chunks_s;
};

struct TimelineFigure
{
    double now_s = 0;
    std::vector<TimelineRow> rows; ///< newest last
};

/// The newest rows that have room, the newest at the bottom, on one time axis.
FigureScene layoutTimeline(const TimelineFigure &figure, const QSizeF &size, const FigureStyle &style);

}
