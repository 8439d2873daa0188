// SPDX-License-Identifier: Apache-2.0
// network: how much of TTFT is the way to the server and back.
#include "analysis/rules.h"

#include <QUrl>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr double mostNetwork = 0.1; // of TTFT

/// One way there and back.
struct RoundTrip
{
    double seconds = 0;
    QString how;
};

/// By the kernel, where it said so.
std::optional<RoundTrip> measuredRoundTrip(const SeriesView &series)
{
    std::optional<nanoseconds> fastest;
    for (const RequestRecord *record : series.completed)
        if (record->roundTrip)
            fastest = std::min(*record->roundTrip, fastest.value_or(*record->roundTrip));
    if (!fastest)
        return std::nullopt;
    return RoundTrip {toSeconds(*fastest),
                      QStringLiteral("A packet takes %1 there and back at best").arg(secondsText(toSeconds(*fastest)))};
}

/// From the opening of connections, which takes one round trip for TCP and one more for TLS.
std::optional<RoundTrip> connectRoundTrip(const SeriesView &series)
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

std::optional<RoundTrip> roundTrip(const SeriesView &series)
{
    const auto measured = measuredRoundTrip(series);
    return measured ? measured : connectRoundTrip(series);
}

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

}
