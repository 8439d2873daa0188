// SPDX-License-Identifier: Apache-2.0
// too-few-repetitions, noisy, drift: how far the averages can be trusted.
#include "analysis/rules.h"
#include "metrics/trend.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

constexpr std::size_t tooFew = 3;  // below, a spread cannot be told at all
constexpr std::size_t enough = 10; // the 95 % interval holds the truth in about 90 % of cases (metrics.h)
constexpr double noisyVariation = 0.1;
constexpr std::size_t leastForNoise = 3;
constexpr double surelyDrifting = 2.576; // z of a two-sided test at 1 %
constexpr double leastDrift = 0.05;
constexpr std::size_t leastForDrift = 8;
constexpr std::size_t mostForDrift = 2000; // a group; pairs are compared, so the work grows with its square

struct Noise
{
    double variation = 0;
    QString text;
};

void keepNoisier(Noise &worst, int &noisy, const QString &name, const QString &metric,
                 const std::vector<double> &values, QString (*inWords)(double))
{
    const double variation = coefficientOfVariation(values);
    if (values.size() < leastForNoise || variation <= noisyVariation)
        return;
    ++noisy;
    if (variation <= worst.variation)
        return;
    const auto [least, most] = std::ranges::minmax(values);
    worst = {variation,
             QStringLiteral("%1: %2 varies by %3 of its mean (standard deviation), from %4 to %5 in %6 repetitions")
                 .arg(name, metric, percentText(variation), inWords(least), inWords(most))
                 .arg(values.size())};
}

QString rateText(double rate)
{
    return QStringLiteral("%1 tokens/s").arg(numberText(rate));
}

/// Time per output token of each group, thinned out evenly where there is much.
std::vector<std::vector<double>> paces(const SeriesView &series)
{
    std::vector<std::vector<double>> groups;
    for (const RequestGroup &group : series.groups) {
        const auto all = valuesOf(group.measured, timePerOutputToken);
        const std::size_t step = all.size() / mostForDrift + 1;
        std::vector<double> values;
        for (std::size_t i = 0; i < all.size(); i += step)
            values.push_back(all[i]);
        groups.push_back(std::move(values));
    }
    return groups;
}

/// How much the last third of each group's values is above its first, over all groups, relative to their medians.
double rise(const std::vector<std::vector<double>> &groups)
{
    std::vector<double> early;
    std::vector<double> late;
    for (const auto &values : groups) {
        if (values.size() < 2)
            continue;
        const double middle = median(values);
        const auto third = static_cast<std::ptrdiff_t>(std::max<std::size_t>(values.size() / 3, 1));
        for (auto value = values.begin(); value != values.begin() + third; ++value)
            early.push_back(*value / middle);
        for (auto value = values.end() - third; value != values.end(); ++value)
            late.push_back(*value / middle);
    }
    return early.empty() ? 0 : mean(late) / mean(early) - 1;
}

}

std::optional<Check> tooFewRepetitionsRule(const SeriesView &series)
{
    const RequestGroup *fewest = nullptr;
    for (const RequestGroup &group : series.groups)
        if (!fewest || group.measured.size() < fewest->measured.size())
            fewest = &group;
    if (!fewest || fewest->measured.size() >= enough)
        return std::nullopt;
    const std::size_t n = fewest->measured.size();
    const QString kind = fewest->isCold ? QStringLiteral("cold") : QStringLiteral("warm");
    const QString reason = n < tooFew
        ? QStringLiteral("a spread cannot be told from so few")
        : QStringLiteral("of so few, a 95 % interval holds the true mean in about %1 of cases only")
              .arg(percentText(n < 5 ? 0.75 : 0.85));
    return Check {
        .id = QStringLiteral("too-few-repetitions"),
        .level = n < tooFew ? CheckLevel::Warning : CheckLevel::Info,
        .message =
            QStringLiteral("%1 has %2: %3.")
                .arg(series.nameOf(*fewest),
                     countText(n, kind + QStringLiteral(" repetition"), kind + QStringLiteral(" repetitions")), reason),
        .advice = QStringLiteral("Use 10 repetitions or more for figures that will be quoted "
                                 "(--repetitions 10).")};
}

std::optional<Check> noisyRule(const SeriesView &series)
{
    Noise worst;
    int noisy = 0;
    for (const RequestGroup &group : series.groups) {
        const QString name = series.nameOf(group);
        keepNoisier(worst, noisy, name, QStringLiteral("TPS"), valuesOf(group.measured, tokensPerSecond), rateText);
        if (series.isOneByOne(group) && !ttftCollapse(series, group)) // else it varies for a reason of its own
            keepNoisier(worst, noisy, name, QStringLiteral("TTFT"), valuesOf(group.measured, timeToFirstToken),
                        secondsText);
    }
    if (noisy == 0)
        return std::nullopt;
    const QString others = noisy == 1
        ? QString()
        : QStringLiteral(" %1 more vary by over 10 %.")
              .arg(countText(std::size_t(noisy - 1), QStringLiteral("metric"), QStringLiteral("metrics")));
    return Check {.id = QStringLiteral("noisy"),
                  .level = CheckLevel::Warning,
                  .message = worst.text + QLatin1Char('.') + others,
                  .advice =
                      QStringLiteral("Stop what else uses the machine, then run more repetitions; quote the median "
                                     "with its interval.")};
}

std::optional<Check> driftRule(const SeriesView &series)
{
    const auto groups = paces(series);
    std::size_t count = 0;
    for (const auto &values : groups)
        count += values.size();
    const double z = trendOverGroups(groups);
    const double slower = rise(groups);
    if (count < leastForDrift || z < surelyDrifting || slower < leastDrift)
        return std::nullopt;
    return Check {.id = QStringLiteral("drift"),
                  .level = CheckLevel::Warning,
                  .message =
                      QStringLiteral("Later requests decode slower: the time per token rises by %1 from the first "
                                     "third of each test to the last (Mann-Kendall z = %2, n = %3).")
                          .arg(percentText(slower), numberText(z))
                          .arg(count),
                  .advice = QStringLiteral("Look at temperature, clocks and memory of the machine; let it cool, or run "
                                           "long enough that the steady state is what is averaged.")};
}

}
