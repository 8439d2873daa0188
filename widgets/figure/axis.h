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

/// A time axis from 0 s, with ticks at whole 1, 2, 5, 10, 15, 30 s, minutes and hours.
struct TimeAxis
{
    double end_s = 1;
    std::vector<double> ticks_s;
};

/// Ends at @p end_s, not at a tick: a live line fills its width.
TimeAxis timeAxis(double end_s, int intervals);

/// "0:05", "12:30", "1:02:03".
QString timeText(double seconds);

}
