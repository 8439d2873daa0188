// SPDX-License-Identifier: Apache-2.0
#include "figure/xyscale.h"

#include "figure/axis.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace streamgauge {

namespace {

/// 1, 2 and 5 times powers of ten, counted: number 0 is 1, number 3 is 10, number −1 is 0.5.
double niceNumber(int number)
{
    constexpr std::array factors {1.0, 2.0, 5.0};
    const int decade = static_cast<int>(std::floor(number / 3.0));
    return factors[static_cast<std::size_t>(number - 3 * decade)] * std::pow(10, decade);
}

int niceAtMost(double value)
{
    int number = 3 * static_cast<int>(std::floor(std::log10(value)));
    while (niceNumber(number + 1) <= value * (1 + 1e-9))
        ++number;
    return number;
}

QString logTickText(double value)
{
    ValueAxis axis;
    axis.top = value;
    axis.step = value;
    axis.decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(value) - 1e-9)));
    return tickText(value, axis);
}

XyScale logScale(const XyAxis &axis, double least, double most, int intervals)
{
    XyScale scale;
    scale.isLog = true;
    const int first = niceAtMost(axis.least.value_or(least));
    int last = niceAtMost(axis.most.value_or(most));
    if (niceNumber(last) < axis.most.value_or(most) * (1 - 1e-9) || last == first)
        ++last;
    scale.least = niceNumber(first);
    scale.most = niceNumber(last);
    const int decades = (last - first) / 3 + 1;
    const bool isFull = last - first <= intervals; // else powers of ten only
    const int every = isFull ? 1 : 3 * std::max(1, decades / std::max(1, intervals));
    for (int number = first; number <= last; ++number) {
        if (!isFull && number % every != 0)
            continue;
        scale.ticks.push_back(niceNumber(number));
        scale.tickTexts.append(logTickText(niceNumber(number)));
    }
    return scale;
}

}

std::optional<double> XyScale::place(double value) const
{
    if (!std::isfinite(value) || (isLog && value <= 0))
        return std::nullopt;
    if (isLog)
        return std::log(value / least) / std::log(most / least);
    return (value - least) / (most - least);
}

XyScale xyScale(const XyAxis &axis, const std::vector<double> &values, int intervals)
{
    double least = std::numeric_limits<double>::infinity();
    double most = -std::numeric_limits<double>::infinity();
    for (const double value : values) {
        if (!std::isfinite(value) || (axis.isLog && value <= 0))
            continue;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    if (least > most)
        least = most = 1;
    if (axis.isLog)
        return logScale(axis, least, most, std::max(1, intervals));
    const ValueAxis linear = valueAxis(axis.most.value_or(most), std::max(1, intervals));
    XyScale scale {
        .least = axis.least.value_or(0), .most = axis.most.value_or(linear.top), .ticks = {}, .tickTexts = {}};
    for (const double tick : linear.ticks) {
        if (tick < scale.least - 1e-9 || tick > scale.most + 1e-9)
            continue;
        scale.ticks.push_back(tick);
        scale.tickTexts.append(tickText(tick, linear));
    }
    return scale;
}

}
