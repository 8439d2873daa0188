// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

namespace streamgauge {

/// A value axis from 0 up, with ticks at multiples of 1, 2 or 5 × 10^k.
struct ValueAxis
{
    double top = 1; ///< the last tick, at or above the largest value
    double step = 1;
    int decimals = 0; ///< that tell neighbouring ticks apart
    std::vector<double> ticks;
};

/// @p intervals is the most there may be, at least 1. Values that are not finite or not above 0 give 0..1.
ValueAxis valueAxis(double largest, int intervals);

/// "0", "0.25", "150", "20k", "1.5M": a point as decimal mark, whatever the locale.
QString tickText(double value, const ValueAxis &axis);

/// A time axis with ticks at tenths, seconds, minutes and hours that people count in.
struct TimeAxis
{
    double start_s = 0;
    double end_s = 1;
    double step_s = 1;
    std::vector<double> ticks_s; ///< within start and end, both included
};

/// From 0 to the tick at or after @p end_s, so that a line that grows does not move the axis with every point.
TimeAxis timeAxis(double end_s, int intervals);

/// Exactly from @p start_s to @p end_s.
TimeAxis timeAxis(double start_s, double end_s, int intervals);

/// "0:05", "12:30", "1:02:03"; "0:01.5" where @p step_s is below a second.
QString timeText(double seconds, double step_s = 1);

}
