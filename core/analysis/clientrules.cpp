// SPDX-License-Identifier: Apache-2.0
// client-bound, simulated: what stands between the server and its figures.
#include "analysis/rules.h"
#include "metrics/calibration.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

constexpr double mostLag_us = 1000;
constexpr double mostShare = 0.7;       // of a core, by the measuring thread
constexpr double mostBadSeconds = 0.05; // of a run without a sample of the whole
constexpr double mostError = 0.05;      // of what is measured

std::optional<double> valueOf(const Sample &sample, const char *name)
{
    const auto found = sample.values.find(QString::fromLatin1(name));
    return found == sample.values.end() || !std::isfinite(found->second) ? std::nullopt : std::optional(found->second);
}

struct Busyness
{
    double lag_us = 0;
    double share = 0;
    bool isTooHigh() const { return lag_us > mostLag_us || share > mostShare; }
};

/// Of the sample that covers the run; else of the worst second, where more than a few were bad.
Busyness clientLoad(const SeriesView &series)
{
    Busyness worst;
    std::size_t seconds = 0;
    std::size_t bad = 0;
    for (const Sample &sample : series.run.samples) {
        if (sample.source != QLatin1String("client"))
            continue;
        const Busyness load {valueOf(sample, "lag_p99_us").value_or(0), valueOf(sample, "cpu_share").value_or(0)};
        if (valueOf(sample, "whole_run").value_or(0) > 0)
            return load;
        ++seconds;
        bad += load.isTooHigh() ? 1 : 0;
        worst = {std::max(worst.lag_us, load.lag_us), std::max(worst.share, load.share)};
    }
    return double(bad) > mostBadSeconds * double(seconds) ? worst : Busyness();
}

QString busyText(const Busyness &load, bool hasKernelTimes)
{
    QStringList facts;
    if (load.lag_us > mostLag_us)
        facts.append(QStringLiteral("read events %1 after they arrived (p99)").arg(secondsText(load.lag_us / 1e6)));
    if (load.share > mostShare)
        facts.append(QStringLiteral("used %1 of a core").arg(percentText(load.share)));
    return QStringLiteral("The measuring thread %1. %2")
        .arg(listText(facts),
             hasKernelTimes
                 ? QStringLiteral("Arrival times are the kernel's and hold; requests may have been sent late.")
                 : QStringLiteral("Times are taken after the read, so they are the client's as much as the "
                                  "server's."));
}

/// "1.2 ms, 8 % of the median TTFT of 15 ms"; empty where the error is small, or nothing was measured.
QString errorText(double error_us, const std::vector<double> &measured_s, const QString &what)
{
    const double error_s = error_us / 1e6;
    const double measured = measured_s.empty() ? 0 : median(measured_s);
    if (error_s <= mostError * measured || measured <= 0)
        return {};
    return QStringLiteral("%1, %2 of the median %3 of %4")
        .arg(secondsText(error_s), percentText(error_s / measured), what, secondsText(measured));
}

/// Of each request, so that chunks that come in one packet do not count as gaps of no time.
std::optional<nanoseconds> meanGap(const RequestRecord &record)
{
    const auto decode = decodeTime(record);
    return decode && record.chunks > 1 ? std::optional(*decode / (record.chunks - 1)) : std::nullopt;
}

/// What the run's own calibration says of its times.
QStringList calibrationFacts(const SeriesView &series)
{
    const auto calibration = calibrationOf(series.run);
    if (!calibration)
        return {};
    const auto ttfts = valuesOf(series.measured, timeToFirstToken);
    const auto gaps = valuesOf(series.measured, meanGap);
    QStringList facts {errorText(calibration->ttftErrorP99_us, ttfts, QStringLiteral("TTFT")),
                       errorText(calibration->gapErrorP99_us, gaps, QStringLiteral("gap between chunks"))};
    facts.removeAll(QString());
    return facts;
}

}

std::optional<Check> clientBoundRule(const SeriesView &series)
{
    const Busyness load = clientLoad(series);
    const QStringList errors = calibrationFacts(series);
    QStringList sentences;
    CheckLevel level = CheckLevel::Warning;
    if (load.isTooHigh()) {
        const bool hasKernelTimes = series.run.header.arrivalClock == QLatin1String("kernel");
        level = hasKernelTimes ? CheckLevel::Warning : CheckLevel::Error;
        sentences.append(busyText(load, hasKernelTimes));
    }
    if (!errors.isEmpty())
        sentences.append(QStringLiteral("The calibration before the run was off (99 of 100) by up to %1.")
                             .arg(errors.join(QStringLiteral(", and by up to "))));
    if (sentences.isEmpty())
        return std::nullopt;
    return Check {.id = QStringLiteral("client-bound"),
                  .level = level,
                  .message = sentences.join(QLatin1Char(' ')),
                  .advice = QStringLiteral("Measure from another machine than the server's, close what else is "
                                           "running, or lower the concurrency.")};
}

std::optional<Check> simulatedRule(const SeriesView &series)
{
    if (!series.isSimulated())
        return std::nullopt;
    const auto &simulation = series.about.simulation;
    QString speed;
    if (simulation && simulation->speed != 1)
        speed = QStringLiteral(" Its time passed %1 times as fast, and no figure is scaled back.")
                    .arg(numberText(simulation->speed));
    return Check {
        .id = QStringLiteral("simulated"),
        .level = CheckLevel::Info,
        .message =
            QStringLiteral("%1: no hardware was measured.%2")
                .arg(simulation ? QStringLiteral("A model of a device answered (profile %1)").arg(simulation->profile)
                                : QStringLiteral("A simulator answered"),
                     speed),
        .advice = QStringLiteral("Say “simulated” wherever these figures are shown.")};
}

}
