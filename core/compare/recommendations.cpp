// SPDX-License-Identifier: Apache-2.0
#include "compare/recommendations.h"

#include "analysis/roofline.h"
#include "analysis/seriesview.h"
#include "compare/differences.h"
#include "compare/sweep.h"

#include <algorithm>
#include <map>

namespace streamgauge {

namespace {

constexpr double nearLimit = 0.75;   ///< of the memory's limit; beyond, hardly anything but lighter weights helps
constexpr double farFromLimit = 0.6; ///< below, something else than the memory takes much of the time

const Statistics *find(const SeriesSummary &series, Metric metric, ColdRequests cold)
{
    const MetricTable &table = overall(series, cold);
    const auto found = table.find(metric);
    return found == table.end() ? nullptr : &found->second;
}

QString text(double value, Metric metric)
{
    return QStringLiteral("%1 %2").arg(QString::number(value, 'f', info(metric).decimals), info(metric).unit);
}

/// The series with the best mean; empty where fewer than two have any.
std::optional<std::size_t> bestIn(const Comparison &comparison, Metric metric)
{
    std::optional<std::size_t> best;
    int count = 0;
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        const Statistics *own = find(comparison.series[i], metric, comparison.cold);
        if (!own)
            continue;
        ++count;
        const Statistics *other = best ? find(comparison.series[*best], metric, comparison.cold) : nullptr;
        const bool isBetter =
            !other || (info(metric).lowerIsBetter ? own->mean < other->mean : own->mean > other->mean);
        if (isBetter)
            best = i;
    }
    return count > 1 ? best : std::nullopt;
}

/// Of every other series against @p candidate.
template<typename Predicate>
bool allOthers(const Comparison &comparison, std::size_t candidate, const Differences &tested, Metric metric,
               Predicate holds)
{
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        if (i == candidate)
            continue;
        const TestedDifference *other = tested.of(i, metric);
        if (!other || !holds(*other))
            return false;
    }
    return true;
}

/// Every series against a candidate, worked out once for each.
class Judged
{
public:
    explicit Judged(const Comparison &comparison)
        : m_comparison(comparison)
    {
    }

    const Differences &against(std::size_t candidate)
    {
        const auto [judged, isNew] = m_differences.try_emplace(candidate);
        if (isNew) {
            Comparison turned = m_comparison;
            turned.baseline = candidate;
            judged->second = differences(turned);
        }
        return judged->second;
    }

private:
    const Comparison &m_comparison;
    std::map<std::size_t, Differences> m_differences;
};

QString figuresOf(const Comparison &comparison, Metric metric)
{
    QStringList parts;
    for (const SeriesSummary &series : comparison.series)
        if (const Statistics *own = find(series, metric, comparison.cold))
            parts.append(QStringLiteral("%1 %2").arg(series.label, text(own->mean, metric)));
    return QStringLiteral("%1: %2").arg(info(metric).title, listText(parts));
}

/// Decodes faster than all others, and none of them answers sooner.
void addInteractive(std::vector<Recommendation> &all, const Comparison &comparison, Judged &judged)
{
    const auto best = bestIn(comparison, Metric::Tps);
    if (!best)
        return;
    const Differences &tested = judged.against(*best);
    const bool isFastest = allOthers(comparison, *best, tested, Metric::Tps,
                                     [](const TestedDifference &other) { return other.verdict == Verdict::Worse; });
    const bool isNoneSooner = allOthers(comparison, *best, tested, Metric::Ttft,
                                        [](const TestedDifference &other) { return other.verdict != Verdict::Better; });
    if (!isFastest || !isNoneSooner)
        return;
    all.push_back({.id = QStringLiteral("interactive"),
                   .sentence = QStringLiteral("For interactive use: %1 decodes faster than all others, and none of "
                                              "them is shown to begin sooner.")
                                   .arg(comparison.series[*best].label),
                   .evidence = QStringLiteral("%1. %2.").arg(figuresOf(comparison, Metric::Tps),
                                                             figuresOf(comparison, Metric::Ttft))});
}

void addLongPrompts(std::vector<Recommendation> &all, const Comparison &comparison, Judged &judged)
{
    const auto best = bestIn(comparison, Metric::PrefillRate);
    if (!best
        || !allOthers(comparison, *best, judged.against(*best), Metric::PrefillRate,
                      [](const TestedDifference &other) { return other.verdict == Verdict::Worse; }))
        return;
    all.push_back({.id = QStringLiteral("long-prompts"),
                   .sentence = QStringLiteral("For long prompts: %1 reads them faster than all others.")
                                   .arg(comparison.series[*best].label),
                   .evidence = figuresOf(comparison, Metric::PrefillRate) + QLatin1Char('.')});
}

/// The highest step of all sweeps, where it is clearly above every other series' highest.
void addThroughput(std::vector<Recommendation> &all, const Comparison &comparison)
{
    constexpr double clearly = 1.2; // throughput is one figure a level, without an interval
    struct Peak
    {
        double tokensPerSecond;
        std::size_t series;
        QString level;
    };
    std::vector<Peak> peaks;
    for (const Sweep &sweep : sweepsOf(comparison)) {
        for (const SweepStep &step : sweep.steps) {
            const double rate = step.outputTokensPerSecond.value_or(0);
            const auto known = std::ranges::find(peaks, sweep.series, &Peak::series);
            Peak peak {rate, sweep.series,
                       sweep.isRate ? QStringLiteral("%1 requests/s").arg(step.level)
                                    : QStringLiteral("concurrency %1").arg(step.level)};
            if (known == peaks.end())
                peaks.push_back(std::move(peak));
            else if (rate > known->tokensPerSecond)
                *known = std::move(peak);
        }
    }
    std::ranges::sort(peaks, std::ranges::greater(), &Peak::tokensPerSecond);
    if (peaks.size() < 2 || peaks[0].tokensPerSecond < clearly * peaks[1].tokensPerSecond)
        return;
    QStringList parts;
    for (const Peak &peak : peaks)
        parts.append(QStringLiteral("%1 %2 tokens/s at %3")
                         .arg(comparison.series[peak.series].label, numberText(peak.tokensPerSecond), peak.level));
    all.push_back({.id = QStringLiteral("throughput"),
                   .sentence = QStringLiteral("For throughput: %1.").arg(comparison.series[peaks[0].series].label),
                   .evidence = QStringLiteral("Highest output throughput: %1.").arg(listText(parts))});
}

/// By what is reached of the memory's limit.
void addNextSteps(std::vector<Recommendation> &all, const Comparison &comparison, std::span<const Hardware> known)
{
    for (const RooflineSeries &one : roofline(comparison.series, known).series) {
        const SeriesSummary &series = comparison.series[one.series];
        const QString reached =
            QStringLiteral("%1 of %2 tokens/s that the memory allows one stream (%3).")
                .arg(numberText(one.tokensPerSecond), numberText(one.ceiling), percentText(one.share()));
        if (one.share() >= nearLimit && one.share() <= 1)
            all.push_back(
                {.id = QStringLiteral("try-lighter-weights"),
                 .sentence = QStringLiteral("%1 is near the memory's limit: only lighter weights (a smaller "
                                            "model, fewer bits, a mixture of experts) make one stream faster.")
                                 .arg(series.label),
                 .evidence = reached});
        else if (one.share() < farFromLimit && series.deployment.cudaGraphs == false)
            all.push_back({.id = QStringLiteral("try-cuda-graphs"),
                           .sentence = QStringLiteral("%1 runs without CUDA graphs: try it with them before other "
                                                      "hardware is asked for.")
                                           .arg(series.label),
                           .evidence = reached});
    }
}

/// One stream at a time leaves a server idle that could batch.
void addConcurrency(std::vector<Recommendation> &all, const Comparison &comparison)
{
    QStringList labels;
    for (const SeriesSummary &series : comparison.series) {
        const bool isBatching = series.deployment.maxNumSeqs.value_or(0) > 1;
        const bool isOneStream = std::ranges::all_of(
            series.tests, [](const TestSummary &test) { return test.conditions.load == u"concurrency 1"; });
        if (isBatching && isOneStream && !series.tests.empty())
            labels.append(series.label);
    }
    if (labels.isEmpty())
        return;
    all.push_back({.id = QStringLiteral("try-concurrency"),
                   .sentence = QStringLiteral("Try more streams at once on %1: the suite concurrency-sweep shows "
                                              "what they add.")
                                   .arg(listText(labels)),
                   .evidence = QStringLiteral("Measured with one stream, while max_num_seqs allows several.")});
}

}

std::vector<Recommendation> recommendations(const Comparison &comparison, std::span<const Hardware> known)
{
    std::vector<Recommendation> all;
    Judged judged(comparison);
    addInteractive(all, comparison, judged);
    addThroughput(all, comparison);
    addLongPrompts(all, comparison, judged);
    addNextSteps(all, comparison, known);
    addConcurrency(all, comparison);
    return all;
}

}
