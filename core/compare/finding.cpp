// SPDX-License-Identifier: Apache-2.0
#include "compare/finding.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

std::optional<Statistics> find(const MetricTable &table, Metric metric)
{
    const auto it = table.find(metric);
    return it == table.end() ? std::nullopt : std::optional(it->second);
}

struct Pair
{
    const SeriesSummary *subject;
    const SeriesSummary *reference;
};

/// The fastest decoder against the baseline; where the baseline is the fastest, it against the next.
Pair chosenPair(const Comparison &comparison, std::size_t baseline)
{
    const auto speed = [&](const SeriesSummary &series) {
        const auto tps = find(overall(series, comparison.cold), Metric::Tps);
        return tps ? tps->mean : -1;
    };
    const SeriesSummary &base = comparison.series[baseline];
    const SeriesSummary *best = nullptr;
    for (const SeriesSummary &series : comparison.series)
        if (&series != &base && (!best || speed(series) > speed(*best)))
            best = &series;
    return speed(*best) >= speed(base) ? Pair {best, &base} : Pair {&base, best};
}

/// "20 % faster", "3.3× as fast"; @p ratio is at least 1.
QString faster(double ratio)
{
    if (ratio >= 2)
        return QStringLiteral("%1× as fast").arg(ratio, 0, 'f', 1);
    return QStringLiteral("%1 % faster").arg(std::lround((ratio - 1) * 100));
}

enum class Verdict { Unknown, TooFew, NotClear, Clear };

Verdict verdict(const std::optional<Statistics> &a, const std::optional<Statistics> &b)
{
    if (!a || !b)
        return Verdict::Unknown;
    if (a->count < 2 || b->count < 2)
        return Verdict::TooFew;
    return clearlyDifferent(*a, *b) ? Verdict::Clear : Verdict::NotClear;
}

/// "its first token comes 18 % sooner". Empty where there is no TTFT to speak of.
QString firstTokenClause(const QString &whose, const std::optional<Statistics> &subject,
                         const std::optional<Statistics> &reference)
{
    const Verdict clear = verdict(subject, reference);
    if (clear == Verdict::NotClear)
        return QStringLiteral("time to first token: no clear difference");
    if (clear != Verdict::Clear)
        return {};
    const double ratio = subject->mean / reference->mean;
    if (ratio >= 2)
        return QStringLiteral("%1 takes %2× as long").arg(whose).arg(ratio, 0, 'f', 1);
    return QStringLiteral("%1 comes %2 % %3")
        .arg(whose)
        .arg(std::lround(std::abs(ratio - 1) * 100))
        .arg(ratio < 1 ? QStringLiteral("sooner") : QStringLiteral("later"));
}

QString findingOfOne(const SeriesSummary &series, ColdRequests cold)
{
    const auto tps = find(overall(series, cold), Metric::Tps);
    const auto ttft = find(overall(series, cold), Metric::Ttft);
    if (!tps && !ttft)
        return QStringLiteral("%1: no request completed").arg(series.label);
    QStringList parts;
    if (tps)
        parts << QStringLiteral("decodes %1 tokens/s").arg(tps->mean, 0, 'f', 1);
    if (ttft)
        parts << QStringLiteral("first token after %1 s").arg(ttft->mean, 0, 'f', ttft->mean < 1 ? 2 : 1);
    return QStringLiteral("%1 %2").arg(series.label, parts.join(QStringLiteral(", ")));
}

QString findingOfPair(const Pair &pair, ColdRequests cold)
{
    const auto &[subject, reference] = pair;
    const auto tps = find(overall(*subject, cold), Metric::Tps);
    const auto referenceTps = find(overall(*reference, cold), Metric::Tps);
    const auto ttft = find(overall(*subject, cold), Metric::Ttft);
    const auto referenceTtft = find(overall(*reference, cold), Metric::Ttft);
    const Verdict decoding = verdict(tps, referenceTps);
    const auto firstToken = [&](const QString &whose) { return firstTokenClause(whose, ttft, referenceTtft); };

    switch (decoding) {
    case Verdict::Unknown:
        return QStringLiteral("%1 and %2: no decoding speed to compare").arg(subject->label, reference->label);
    case Verdict::TooFew:
        return QStringLiteral("Too few repetitions to tell %1 and %2 apart").arg(subject->label, reference->label);
    case Verdict::NotClear:
        if (verdict(ttft, referenceTtft) != Verdict::Clear)
            return QStringLiteral("No clear difference between %1 and %2").arg(subject->label, reference->label);
        return QStringLiteral("Decoding: no clear difference between %1 and %2; %3")
            .arg(subject->label, reference->label,
                 firstToken(QStringLiteral("the first token of %1").arg(subject->label)));
    case Verdict::Clear:
        break;
    }
    const double ratio = tps->mean / referenceTps->mean;
    const QString sentence = ratio >= 2
        ? QStringLiteral("%1 decodes %2 as %3").arg(subject->label, faster(ratio), reference->label)
        : QStringLiteral("%1 decodes %2 than %3").arg(subject->label, faster(ratio), reference->label);
    const QString first = firstToken(QStringLiteral("its first token"));
    return first.isEmpty() ? sentence : QStringLiteral("%1; %2").arg(sentence, first);
}

}

bool clearlyDifferent(const Statistics &a, const Statistics &b)
{
    return a.count >= 2 && b.count >= 2 && (a.ci95High < b.ci95Low || b.ci95High < a.ci95Low);
}

QString finding(const Comparison &comparison)
{
    if (comparison.series.empty())
        return {};
    const std::size_t baseline = comparison.baseline.value_or(0);
    if (comparison.series.size() == 1)
        return findingOfOne(comparison.series.front(), comparison.cold);
    return findingOfPair(chosenPair(comparison, baseline), comparison.cold);
}

}
