// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/xyfigure.h"

namespace streamgauge {

/// An axis with its range and ticks decided.
struct XyScale
{
    double least = 0;
    double most = 1;
    bool isLog = false;
    std::vector<double> ticks;
    QStringList tickTexts; ///< one for each tick

    /// 0 at `least`, 1 at `most`; empty where the value has no place on the axis.
    std::optional<double> place(double value) const;
};

/// @p values: what has to have room; others than finite ones, and on a logarithmic axis positive ones, do not count.
/// Linear axes begin at 0 and end at a tick; logarithmic ones begin and end at 1, 2 or 5 × 10^k.
/// @p intervals: about how many ticks there is room for.
XyScale xyScale(const XyAxis &axis, const std::vector<double> &values, int intervals);

}
