// SPDX-License-Identifier: Apache-2.0
#include "compare/differences.h"

#include "compare/multiplecomparisons.h"
#include "compare/permutation.h"
#include "compare/repetitions.h"
#include "metrics/studentt.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace streamgauge {

namespace {

constexpr double level = 0.05;

const Observations *observationsIn(const MetricTable &table, Metric metric)
{
    const auto entry = table.find(metric);
    if (entry == table.end())
        return nullptr;
    const Observations &sample = entry->second.perRequest;
    return sample.count > 0 && sample.mean > 0 && std::isfinite(sample.mean) ? &sample : nullptr;
}

struct NamedPair
{
    QString test;
    ObservedPair pair;
    bool isOverall = true; ///< whether the series' averages have it in them: not where only this test is cold
};

/// One for each test that both have.
std::vector<NamedPair> pairsOf(const SeriesSummary &series, const SeriesSummary &baseline, Metric metric,
                               ColdRequests cold)
{
    std::vector<NamedPair> pairs;
    for (const TestSummary &test : series.tests) {
        const auto other = std::ranges::find(baseline.tests, test.name, &TestSummary::name);
        if (other == baseline.tests.end() || std::ranges::find(pairs, test.name, &NamedPair::test) != pairs.end())
            continue;
        if (isTestColdOnly(series, test.name) != isTestColdOnly(baseline, test.name))
            continue; // cold says nothing of warm
        const Observations *value = observationsIn(ofTest(test, cold), metric);
        const Observations *reference = observationsIn(ofTest(*other, cold), metric);
        if (value && reference)
            pairs.push_back({test.name,
                             {value, reference, double(value->count + reference->count)},
                             isColdOnly(test) == isColdOnly(series)});
    }
    return pairs;
}

/// What is corrected together.
class Family
{
public:
    void add(const Differences::Key &key, std::vector<ObservedPair> pairs)
    {
        m_asked.push_back({key, std::move(pairs)});
    }
    int size() const { return static_cast<int>(m_asked.size()); }
    void judge(std::map<Differences::Key, TestedDifference> &results) const;

private:
    struct Asked
    {
        Differences::Key key;
        std::vector<ObservedPair> pairs;
    };

    std::size_t resamples() const;
    double levelOfOne() const { return level / double(std::max<std::size_t>(m_asked.size(), 1)); }

    std::vector<Asked> m_asked;
};

/// So many that the smallest p they can give stays far below the level of one of all.
std::size_t Family::resamples() const
{
    return std::clamp<std::size_t>(40 * m_asked.size(), 10'000, 100'000) - 1;
}

double byStudent(const MeanRatio &estimate)
{
    if (!estimate.interval)
        return 1;
    if (estimate.interval->standardError <= 0)
        return estimate.ratio == 1 ? 1 : 0;
    return studentTwoSided(std::log(estimate.ratio) / estimate.interval->standardError, estimate.interval->degrees);
}

TestedDifference measured(std::span<const ObservedPair> pairs, std::size_t resamples)
{
    const MeanRatio estimate = meanRatio(pairs, Pooling::Means);
    TestedDifference result;
    result.ratio = estimate.ratio;
    result.tests = static_cast<int>(pairs.size());
    if (estimate.interval)
        result.ratio95 = {estimate.interval->low, estimate.interval->high};
    result.p = canBeDrawn(pairs) ? permutationTest(pairs, resamples) : byStudent(estimate);
    return result;
}

Verdict verdictOf(const TestedDifference &tested, Metric metric)
{
    const bool leavesOutEquality = tested.ratio95 && (tested.ratio95->low > 1 || tested.ratio95->high < 1);
    if (tested.corrected > level || !leavesOutEquality)
        return Verdict::NotShown;
    return asDifference(tested, metric).better ? Verdict::Better : Verdict::Worse;
}

void Family::judge(std::map<Differences::Key, TestedDifference> &results) const
{
    std::vector<TestedDifference> judged;
    std::vector<Tested> tests;
    for (const Asked &asked : m_asked) {
        judged.push_back(measured(asked.pairs, resamples()));
        const double smallest = canBeDrawn(asked.pairs) ? smallestProbability(asked.pairs) : 0;
        tests.push_back({.p = judged.back().p, .smallest = smallest});
    }
    const std::vector<double> correctedOnes = corrected(tests, level);
    for (std::size_t i = 0; i < m_asked.size(); ++i) {
        const Asked &asked = m_asked[i];
        TestedDifference &one = judged[i];
        one.corrected = correctedOnes[i];
        one.verdict = verdictOf(one, std::get<Metric>(asked.key));
        if (one.verdict == Verdict::NotShown) {
            one.tooFew = !one.ratio95 || tests[i].smallest > levelOfOne();
            one.repetitions = repetitionsNeeded(asked.pairs, levelOfOne());
        }
        results.emplace(asked.key, one);
    }
}

std::vector<ObservedPair> overallPairs(const std::vector<NamedPair> &named)
{
    std::vector<ObservedPair> pairs;
    for (const NamedPair &one : named)
        if (one.isOverall)
            pairs.push_back(one.pair);
    return pairs;
}

}

const TestedDifference *Differences::of(std::size_t series, Metric metric, const QString &test) const
{
    const auto found = all.find({series, metric, test});
    return found == all.end() ? nullptr : &found->second;
}

Differences differences(const Comparison &comparison)
{
    Differences result;
    result.baseline = comparison.baseline.value_or(0);
    if (result.baseline >= comparison.series.size())
        return result;
    const SeriesSummary &baseline = comparison.series[result.baseline];
    Family main;
    Family others;
    std::vector<std::pair<Differences::Key, Differences::Key>> same; // the only test is all tests
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        if (i == result.baseline)
            continue;
        for (const Metric metric : metricsOf(comparison)) {
            const std::vector<NamedPair> pairs = pairsOf(comparison.series[i], baseline, metric, comparison.cold);
            if (pairs.empty())
                continue;
            const bool isMain = std::ranges::find(mainMetrics, metric) != mainMetrics.end();
            std::vector<ObservedPair> all = overallPairs(pairs);
            const bool isAlone = pairs.size() == 1 && all.size() == 1;
            if (!all.empty())
                (isMain ? main : others).add({i, metric, {}}, std::move(all));
            if (isMain && isAlone)
                same.push_back({{i, metric, {}}, {i, metric, pairs.front().test}});
            else if (isMain)
                for (const NamedPair &one : pairs)
                    main.add({i, metric, one.test}, {one.pair});
        }
    }
    main.judge(result.all);
    others.judge(result.all);
    for (const auto &[overall, test] : same)
        result.all.emplace(test, result.all.at(overall));
    result.compared = main.size();
    return result;
}

Difference asDifference(const TestedDifference &tested, Metric metric)
{
    return {.percent = (tested.ratio - 1) * 100,
            .better = info(metric).lowerIsBetter ? tested.ratio < 1 : tested.ratio > 1};
}

QString verdictInWords(const TestedDifference &tested, Metric metric)
{
    if (tested.verdict == Verdict::NotShown)
        return QStringLiteral("no difference shown");
    return directionInWords(asDifference(tested, metric), metric);
}

}
