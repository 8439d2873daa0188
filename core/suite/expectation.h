// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <expected>
#include <optional>
#include <vector>

namespace streamgauge {

enum class ExpectationSource { Suite, Endpoint, Comparison };

/// What somebody expects of a series' mean, such as `tps: 12..15` or `ttft: <0.14s`.
struct Expectation
{
    QString metric;                ///< "ttft", "total_time" or "tps"
    std::optional<double> atLeast; ///< s or tokens/s; with `over`: % by which the mean is to differ from the other's
    std::optional<double> atMost;  ///< as atLeast
    QString over {};               ///< label of the series it is measured against, or "baseline"; empty: a value
    ExpectationSource source = ExpectationSource::Suite;

    bool operator==(const Expectation &) const = default;
};

/// A range such as "12..15", "<0.14s" or "+20..40% over Mistral-24B", of @p metric. A dash does for the two dots. The
/// error is a sentence for its author.
std::expected<Expectation, QString> parseExpectation(const QString &metric, const QString &range);

/// As people write it: "TPS 12–15", "TTFT < 0.14 s", "+20–40 % TPS over Mistral-24B".
std::expected<Expectation, QString> parseExpectation(const QString &sentence);

/// @p general but for what @p special says of the same metric and the same other series.
std::vector<Expectation> withOverrides(const std::vector<Expectation> &general,
                                       const std::vector<Expectation> &special);

/// What parseExpectation of a metric and a range reads again: "12..15", "<0.14s", "+20..+40% over Mistral-24B".
QString rangeText(const Expectation &expectation);

/// What parseExpectation of a sentence reads again: "TPS 12..15".
QString expectationText(const Expectation &expectation);

}
