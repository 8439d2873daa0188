// SPDX-License-Identifier: Apache-2.0
#include "figure/axis.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace streamgauge {

namespace {

struct NiceStep
{
    double step;
    int exponent; ///< of its leading digit
};

NiceStep niceStep(double range, int intervals)
{
    const double raw = range / intervals;
    int exponent = static_cast<int>(std::floor(std::log10(raw)));
    constexpr std::array factors {1.0, 2.0, 5.0, 10.0};
    constexpr double tolerance = 1e-9;
    for (const double factor : factors) {
        const double step = factor * std::pow(10, exponent);
        if (step * (1 + tolerance) < raw)
            continue;
        return {step, factor == 10.0 ? exponent + 1 : exponent};
    }
    return {10 * std::pow(10, exponent), exponent + 1};
}

double timeStep(double range_s, int intervals)
{
    constexpr std::array steps {0.1,   0.2,   0.5,   1.0,    2.0,    5.0,    10.0,   15.0,    30.0,    60.0,
                                120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0, 14400.0, 21600.0, 43200.0};
    for (const double step : steps)
        if (range_s / step <= intervals * (1 + 1e-9))
            return step;
    double step = 86400;
    while (range_s / step > intervals)
        step *= 2;
    return step;
}

QString fixed(double value, int decimals)
{
    return QString::number(value, 'f', decimals);
}

}

ValueAxis valueAxis(double largest, int intervals)
{
    if (!std::isfinite(largest) || largest <= 0)
        largest = 1;
    const auto [step, exponent] = niceStep(largest, std::max(1, intervals));
    const int count = std::max(1, static_cast<int>(std::ceil(largest / step - 1e-9)));
    ValueAxis axis {.top = count * step, .step = step, .decimals = std::max(0, -exponent), .ticks = {}};
    for (int i = 0; i <= count; ++i)
        axis.ticks.push_back(i * step);
    return axis;
}

QString tickText(double value, const ValueAxis &axis)
{
    if (std::abs(value) < axis.step / 2)
        return QStringLiteral("0");
    struct Suffix
    {
        double unit;
        QLatin1String text;
    };
    constexpr std::array suffixes {Suffix {1e9, QLatin1String("G")}, Suffix {1e6, QLatin1String("M")},
                                   Suffix {1e3, QLatin1String("k")}};
    constexpr double plainUpTo = 1e4;
    if (axis.top >= plainUpTo) {
        for (const auto &[unit, text] : suffixes) {
            if (axis.top < unit)
                continue;
            const double step = axis.step / unit;
            const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
            return fixed(value / unit, decimals) + text;
        }
    }
    constexpr int mostDecimals = 5;
    if (axis.decimals > mostDecimals)
        return QString::number(value, 'g', 2);
    return fixed(value, axis.decimals);
}

TimeAxis timeAxis(double start_s, double end_s, int intervals)
{
    TimeAxis axis {.start_s = start_s, .end_s = end_s > start_s ? end_s : start_s + 1, .step_s = 1, .ticks_s = {}};
    axis.step_s = timeStep(axis.end_s - axis.start_s, std::max(1, intervals));
    const auto first = static_cast<qint64>(std::ceil(axis.start_s / axis.step_s - 1e-9));
    for (qint64 i = first; static_cast<double>(i) * axis.step_s <= axis.end_s * (1 + 1e-9); ++i)
        axis.ticks_s.push_back(static_cast<double>(i) * axis.step_s);
    return axis;
}

TimeAxis timeAxis(double end_s, int intervals)
{
    if (!std::isfinite(end_s) || end_s <= 0)
        end_s = 1;
    const double step = timeStep(end_s, std::max(1, intervals));
    return timeAxis(0, std::ceil(end_s / step - 1e-9) * step, std::max(1, intervals));
}

QString timeText(double seconds, double step_s)
{
    const int decimals = step_s < 1 ? 1 : 0;
    const double unit = std::pow(10, decimals);
    const auto parts = static_cast<qint64>(std::llround(seconds * unit));
    const auto total = parts / static_cast<qint64>(unit);
    const QString fraction = decimals > 0 ? QStringLiteral(".%1").arg(parts % static_cast<qint64>(unit)) : QString();
    const auto two = [](qint64 number) { return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')); };
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 3600;
    if (total < hour)
        return QStringLiteral("%1:%2%3").arg(total / minute).arg(two(total % minute), fraction);
    return QStringLiteral("%1:%2:%3%4")
        .arg(total / hour)
        .arg(two(total % hour / minute), two(total % minute), fraction);
}

}
