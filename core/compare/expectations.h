// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/summary.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace streamgauge {

/// Better than expected is exceeded, worse is missed.
enum class ExpectationStatus { Met, Exceeded, Missed, NotMeasured };

/// One of the suite's expectations beside what the series' warm requests have in the mean.
struct ExpectedAgainstActual
{
    Metric metric = Metric::Ttft;
    Expectation expected;
    std::optional<double> actual;
    ExpectationStatus status = ExpectationStatus::NotMeasured;
    double byPercent = 0; ///< how far beyond the nearer bound, of that bound; 0 where met
};

std::vector<ExpectedAgainstActual> expectedAgainstActual(const SeriesSummary &series);

QString rangeInWords(const Expectation &expectation);            ///< "12 to 15", "at most 0.14"
QString statusInWords(const ExpectedAgainstActual &expectation); ///< "met", "missed by 68 %", "not measured"

/// What is not met, as sentences without the series' label: "TPS is 3.9 tokens/s, expected 12 to 15". What was not
/// measured, or lies beyond a range on its better side, is not met either.
QStringList unmetExpectations(const SeriesSummary &series);

}
