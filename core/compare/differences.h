// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

#include <array>
#include <map>
#include <optional>
#include <tuple>

namespace streamgauge {

/// What is compared test by test, in tables, pictures and the finding.
inline constexpr std::array mainMetrics {Metric::Ttft, Metric::TotalTime, Metric::Tps};

enum class Verdict { NotShown, Better, Worse };

/// A series against the baseline, over the tests that both have.
struct TestedDifference
{
    struct Interval
    {
        double low = 1;
        double high = 1;
    };

    double ratio = 1;                ///< of means, value / baseline; each test weighs as its requests of both
    std::optional<Interval> ratio95; ///< meanRatio()'s; of this comparison alone, not corrected for others
    double p = 1;                    ///< permutationTest()'s; of many values, by Student's t of the same interval
    double corrected = 1;            ///< for all comparisons of its kind: corrected()
    Verdict verdict = Verdict::NotShown;
    /// So few values that no difference, however large, could have been shown.
    bool tooFew = false;
    /// How many repetitions of each test and series would do to show a difference of this size; absent where it is
    /// shown, where there is none, and beyond 1,000.
    std::optional<int> repetitions;
    int tests = 0; ///< compared
};

/// Every series but the baseline, in every metric. Without a baseline, the first series is it.
struct Differences
{
    using Key = std::tuple<std::size_t, Metric, QString>; ///< series, metric, test; no test: overall

    std::size_t baseline = 0;
    int compared = 0; ///< differences of the main metrics, corrected together
    std::map<Key, TestedDifference> all;

    /// Null where the series have no test in common that has the metric.
    const TestedDifference *of(std::size_t series, Metric metric, const QString &test = {}) const;
};

/// Called different is what both methods call different: the corrected p is at most 0.05, and the 95 % interval leaves
/// equality out. The main metrics, overall and in each test of each series, are corrected together: of equal series, in
/// at most 5 % of comparisons anything among them is called different. The other metrics, overall only, are another
/// such family.
Differences differences(const Comparison &comparison);

/// (value − baseline) / baseline.
Difference asDifference(const TestedDifference &tested, Metric metric);

/// "faster", "slower"; "more", "fewer" of an amount; "no difference shown".
QString verdictInWords(const TestedDifference &tested, Metric metric);

}
