// SPDX-License-Identifier: Apache-2.0
#include "compare/finding.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <set>

namespace streamgauge {

namespace {

std::optional<Statistics> find(const MetricTable &table, Metric metric)
{
    const auto it = table.find(metric);
    return it == table.end() ? std::nullopt : std::optional(it->second);
}

/// Indices of series, one of which is the baseline.
struct Pair
{
    std::size_t subject;
    std::size_t reference;
};

/// The fastest decoder against the baseline; where the baseline is the fastest, it against the next.
Pair chosenPair(const Comparison &comparison, std::size_t baseline)
{
    const auto speed = [&](std::size_t i) {
        const auto tps = find(overall(comparison.series[i], comparison.cold), Metric::Tps);
        return tps ? tps->mean : -1;
    };
    std::size_t best = baseline == 0 ? 1 : 0;
    for (std::size_t i = 0; i < comparison.series.size(); ++i)
        if (i != baseline && speed(i) > speed(best))
            best = i;
    return speed(best) >= speed(baseline) ? Pair {best, baseline} : Pair {baseline, best};
}

/// A difference as seen from the subject.
struct Claim
{
    bool isShown = false;
    bool tooFew = false;
    std::optional<int> repetitions;
    int tests = 0;
    double ratio = 1;
    double low = 1;
    double high = 1;
};

std::optional<Claim> claimOf(const Differences &tested, const Pair &pair, Metric metric)
{
    const bool isTurned = pair.subject == tested.baseline;
    const TestedDifference *found = tested.of(isTurned ? pair.reference : pair.subject, metric);
    if (!found)
        return std::nullopt;
    Claim claim {.isShown = found->verdict != Verdict::NotShown,
                 .tooFew = found->tooFew,
                 .repetitions = found->repetitions,
                 .tests = found->tests,
                 .ratio = found->ratio};
    const auto interval = found->ratio95.value_or(TestedDifference::Interval {found->ratio, found->ratio});
    claim.low = interval.low;
    claim.high = interval.high;
    if (isTurned)
        claim = {.isShown = claim.isShown,
                 .tooFew = claim.tooFew,
                 .repetitions = claim.repetitions,
                 .tests = claim.tests,
                 .ratio = 1 / claim.ratio,
                 .low = 1 / claim.high,
                 .high = 1 / claim.low};
    return claim;
}

/// "3.0–3.6", with one decimal more where both ends would read alike.
QString range(double low, double high, int decimals)
{
    if (QString::number(low, 'f', decimals) == QString::number(high, 'f', decimals))
        ++decimals;
    return QStringLiteral("%1–%2").arg(low, 0, 'f', decimals).arg(high, 0, 'f', decimals);
}

struct Words
{
    QString times; ///< "as fast"
    QString more;  ///< "faster"
    QString less;
};

/// "3.3× as fast as @p reference (95 % interval 3.0–3.6)", "20 % faster than …"; without a reference that part is left
/// out.
QString inWords(const Claim &claim, const Words &words, const QString &reference)
{
    const auto against = [&](const QString &word) {
        return reference.isEmpty() ? QString() : QStringLiteral(" %1 ").arg(word) + reference;
    };
    if (claim.ratio >= 2)
        return QStringLiteral("%1× %2").arg(QString::number(claim.ratio, 'f', 1), words.times)
            + against(QStringLiteral("as"))
            + QStringLiteral(" (95 % interval %1)").arg(range(claim.low, claim.high, 1));
    const auto percent = [](double ratio) { return std::abs(ratio - 1) * 100; };
    const auto [low, high] = std::minmax({percent(claim.low), percent(claim.high)});
    return QStringLiteral("%1 % %2").arg(QString::number(percent(claim.ratio), 'f', 0),
                                         claim.ratio > 1 ? words.more : words.less)
        + against(QStringLiteral("than")) + QStringLiteral(" (95 % interval %1 %)").arg(range(low, high, 0));
}

/// "TTFT: no difference shown". Empty where there is none to speak of.
QString firstTokenClause(const std::optional<Claim> &claim)
{
    if (!claim)
        return {};
    if (!claim->isShown)
        return QStringLiteral("; TTFT: no difference shown");
    return QStringLiteral("; TTFT: ")
        + inWords(*claim, {QStringLiteral("as long"), QStringLiteral("longer"), QStringLiteral("shorter")}, {});
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

/// "; 4 of 6 tests compared", where the two do not have the same ones.
QString testsClause(const SeriesSummary &a, const SeriesSummary &b, int compared)
{
    std::set<QString> names;
    for (const SeriesSummary *series : {&a, &b})
        for (const TestSummary &test : series->tests)
            names.insert(test.name);
    const auto all = static_cast<int>(names.size());
    return compared == all ? QString() : QStringLiteral("; %1 of %2 tests compared").arg(compared).arg(all);
}

/// Neither in decoding nor in TTFT.
QString nothingShown(const QString &subject, const QString &reference, const Claim &decoding)
{
    const bool isKnown = decoding.repetitions.has_value();
    if (decoding.tooFew)
        return QStringLiteral("Too few repetitions to tell %1 and %2 apart").arg(subject, reference)
            + (isKnown ? QStringLiteral(": %1 of each test would do").arg(*decoding.repetitions) : QString());
    return QStringLiteral("No difference shown between %1 and %2").arg(subject, reference)
        + (isKnown ? QStringLiteral("; to show one as small as measured would take %1 repetitions of each test")
                         .arg(*decoding.repetitions)
                   : QString());
}

QString findingOfPair(const Comparison &comparison, const Differences &tested, const Pair &pair)
{
    const SeriesSummary &subject = comparison.series[pair.subject];
    const SeriesSummary &reference = comparison.series[pair.reference];
    const auto decoding = claimOf(tested, pair, Metric::Tps);
    const auto firstToken = claimOf(tested, pair, Metric::Ttft);
    if (!decoding)
        return QStringLiteral("%1 and %2: no decoding speed to compare").arg(subject.label, reference.label);
    const QString tests = testsClause(subject, reference, decoding->tests);
    if (!decoding->isShown && !(firstToken && firstToken->isShown))
        return nothingShown(subject.label, reference.label, *decoding) + tests;
    if (!decoding->isShown)
        return QStringLiteral("%1 against %2: no difference shown in decoding").arg(subject.label, reference.label)
            + firstTokenClause(firstToken) + tests;
    return QStringLiteral("%1 decodes ").arg(subject.label)
        + inWords(*decoding, {QStringLiteral("as fast"), QStringLiteral("faster"), QStringLiteral("slower")},
                  reference.label)
        + firstTokenClause(firstToken) + tests;
}

}

QString finding(const Comparison &comparison, const Differences &tested)
{
    if (comparison.series.empty())
        return {};
    if (comparison.series.size() == 1)
        return findingOfOne(comparison.series.front(), comparison.cold);
    return findingOfPair(comparison, tested, chosenPair(comparison, tested.baseline));
}

QString finding(const Comparison &comparison)
{
    return finding(comparison, differences(comparison));
}

}
