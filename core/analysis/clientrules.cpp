// SPDX-License-Identifier: Apache-2.0
// client-bound, network, simulated: what stands between the server and its figures.
#include "analysis/rules.h"

#include <QUrl>

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

constexpr double mostLag_us = 1000;
constexpr double mostShare = 0.7;       // of a core, by the measuring thread
constexpr double mostBadSeconds = 0.05; // of a run without a sample of the whole
constexpr double mostNetwork = 0.1;     // of TTFT

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

/// One way there and back, from the opening of connections, which takes one round trip for TCP and one more for TLS.
struct RoundTrip
{
    double seconds = 0;
    QString how;
};

std::optional<RoundTrip> roundTrip(const SeriesView &series)
{
    std::vector<double> connects;
    for (const RequestRecord *record : series.completed)
        if (record->connect)
            connects.push_back(toSeconds(*record->connect));
    if (series.first && series.first->connect && connects.empty())
        connects.push_back(toSeconds(*series.first->connect));
    if (connects.empty())
        return std::nullopt;
    const bool isSecure = QUrl(series.about.url).scheme() == QLatin1String("https");
    const double fastest = std::ranges::min(connects);
    return RoundTrip {
        fastest / (isSecure ? 2 : 1),
        QStringLiteral("Opening a connection took %1%2")
            .arg(secondsText(fastest),
                 isSecure ? QStringLiteral(", with TLS two round trips") : QStringLiteral(", a round trip"))};
}

}

std::optional<Check> clientBoundRule(const SeriesView &series)
{
    const Busyness load = clientLoad(series);
    if (!load.isTooHigh())
        return std::nullopt;
    QStringList facts;
    if (load.lag_us > mostLag_us)
        facts.append(QStringLiteral("read events %1 after they arrived (p99)").arg(secondsText(load.lag_us / 1e6)));
    if (load.share > mostShare)
        facts.append(QStringLiteral("used %1 of a core").arg(percentText(load.share)));
    const bool hasKernelTimes = series.run.header.arrivalClock == QLatin1String("kernel");
    return Check {
        .id = QStringLiteral("client-bound"),
        .level = hasKernelTimes ? CheckLevel::Warning : CheckLevel::Error,
        .message =
            QStringLiteral("The measuring thread %1. %2")
                .arg(listText(facts),
                     hasKernelTimes ? QStringLiteral("Arrival times are the kernel's and hold; requests may have "
                                                     "been sent late.")
                                    : QStringLiteral("Times are taken after the read, so they are the client's as "
                                                     "much as the server's.")),
        .advice = QStringLiteral("Measure from another machine than the server's, close what else is running, "
                                 "or lower the concurrency.")};
}

std::optional<Check> networkRule(const SeriesView &series)
{
    const auto ttfts = valuesOf(series.measured, timeToFirstToken);
    const auto trip = roundTrip(series);
    if (ttfts.empty() || !trip || trip->seconds < mostNetwork * median(ttfts))
        return std::nullopt;
    const double ttft = median(ttfts);
    return Check {.id = QStringLiteral("network"),
                  .level = CheckLevel::Warning,
                  .message = QStringLiteral("%1: about %2 of the median TTFT of %3 is the network, not the model.")
                                 .arg(trip->how, percentText(std::min(trip->seconds / ttft, 1.0)), secondsText(ttft)),
                  .advice = QStringLiteral("Measure next to the server, or say that TTFT is as seen from here.")};
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
