// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace streamgauge {

/// Better than expected is exceeded, worse is missed.
enum class ExpectationStatus { Met, Exceeded, Missed, NotMeasured, NothingToCompareWith };

/// An expectation of a series beside the mean that the comparison shows of it.
struct ExpectedAgainstActual
{
    Metric metric = Metric::Ttft;
    Expectation expected;
    std::optional<double> atLeast; ///< in the metric's unit, where it is measured against another series too
    std::optional<double> atMost;
    std::optional<double> actual;
    ExpectationStatus status = ExpectationStatus::NotMeasured;
    double byPercent = 0; ///< how far beyond the nearer bound, of that bound; 0 where met
};

/// Of comparison.series[@p series]. The series that one is measured against is found by its label, else by its model,
/// else by how its label begins; "baseline" is the comparison's.
std::vector<ExpectedAgainstActual> expectedAgainstActual(const Comparison &comparison, std::size_t series);

QString rangeInWords(const Expectation &expectation); ///< "12 to 15", "at most 0.14", "+20 to +40 % over Mistral-24B"
/// In words, a change with what it comes to: "+20 to +40 % over Mistral-24B: 11.8 to 13.7".
QString rangeInWords(const ExpectedAgainstActual &expectation);
QString statusInWords(const ExpectedAgainstActual &expectation); ///< "met", "missed by 68 %", "not measured"
QString sourceInWords(ExpectationSource source);                 ///< "suite", "endpoint", "this comparison"

/// What is not met, as sentences without the series' label: "TPS is 3.9 tokens/s, expected 12 to 15". What was not
/// measured, or lies beyond a range on its better side, is not met either.
QStringList unmetExpectations(const Comparison &comparison, std::size_t series);

}
