// SPDX-License-Identifier: Apache-2.0
#include "analysis/roofline.h"

#include "metrics/studentt.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

double activeShare(const Deployment &deployment)
{
    const double all = deployment.parametersB.value_or(0);
    const double active = deployment.activeParametersB.value_or(0);
    return all > 0 && active > 0 ? std::min(1.0, active / all) : 1;
}

const Statistics *find(const MetricTable &table, Metric metric)
{
    const auto found = table.find(metric);
    return found == table.end() ? nullptr : &found->second;
}

/// What the series lacks, as the end of a sentence; empty where it lacks nothing.
QString missing(const SeriesSummary &series, bool isKnownHardware)
{
    if (series.hardware.isEmpty())
        return QStringLiteral("its hardware is not named");
    if (!isKnownHardware)
        return QStringLiteral("the bandwidth of “%1” is not known; add it to hardware.yaml").arg(series.hardware);
    if (!tokenRead(series.deployment, 0))
        return QStringLiteral("weights_gb of its deployment is not known");
    return find(series.overall, Metric::Tps) ? QString() : QStringLiteral("it has no TPS");
}

double mean(const std::vector<double> &values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

EffectiveBandwidth fitted(const std::vector<const RooflineSeries *> &series)
{
    EffectiveBandwidth fit {.hardware = series.front()->hardware, .series = {}};
    std::vector<double> logs;
    for (const RooflineSeries *one : series) {
        logs.push_back(std::log(one->gbPerS()));
        fit.series.push_back(one->series);
    }
    const double middle = mean(logs);
    fit.gbPerS = std::exp(middle);
    if (logs.size() < 2)
        return fit;
    double squares = 0;
    for (const double value : logs)
        squares += (value - middle) * (value - middle);
    const auto n = static_cast<double>(logs.size());
    fit.spread = std::sqrt(squares / (n - 1));
    const double half = studentQuantile(0.05, n - 1) * fit.spread / std::sqrt(n);
    fit.low = std::exp(middle - half);
    fit.high = std::exp(middle + half);
    return fit;
}

std::vector<EffectiveBandwidth> effectiveBandwidths(const std::vector<RooflineSeries> &all)
{
    std::vector<std::pair<QString, int>> hardware; // in the order of the series
    for (const RooflineSeries &one : all)
        if (const std::pair key(one.hardware.hardware.name, one.hardware.count);
            std::ranges::find(hardware, key) == hardware.end())
            hardware.push_back(key);
    std::vector<EffectiveBandwidth> fits;
    for (const auto &[name, count] : hardware) {
        std::vector<const RooflineSeries *> dense;
        std::vector<const RooflineSeries *> sparse;
        for (const RooflineSeries &one : all)
            if (one.hardware.hardware.name == name && one.hardware.count == count)
                (one.isSparse ? sparse : dense).push_back(&one);
        fits.push_back(fitted(dense.empty() ? sparse : dense));
    }
    return fits;
}

/// The peak of the precision the weights are computed in, as far as the hardware has one.
std::optional<std::pair<QString, double>> peakFor(const FoundHardware &hardware, const QString &quantization)
{
    const QString name = quantization.toLower();
    QStringList precisions {QStringLiteral("bf16")};
    if (name.contains(u"fp8") || name.contains(u"int8") || name.contains(u"w8a8"))
        precisions.prepend(QStringLiteral("fp8"));
    if (name.contains(u"fp4"))
        precisions.prepend(QStringLiteral("fp4"));
    for (const QString &precision : precisions)
        if (const auto peak = hardware.hardware.peakTflops.find(precision); peak != hardware.hardware.peakTflops.end())
            return std::pair(precision, peak->second * hardware.count);
    return std::nullopt;
}

}

std::optional<TokenRead> tokenRead(const Deployment &deployment, double contextTokens)
{
    if (deployment.weightsGb.value_or(0) <= 0)
        return std::nullopt;
    constexpr double kbPerGb = 1e6;
    return TokenRead {.weightsGb = *deployment.weightsGb * activeShare(deployment),
                      .kvCacheGb = deployment.kvKbPerToken.value_or(0) * contextTokens / kbPerGb};
}

bool isMixtureOfExperts(const Deployment &deployment)
{
    return activeShare(deployment) < 1;
}

Roofline roofline(const std::vector<SeriesSummary> &series, std::span<const Hardware> known)
{
    Roofline result;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const SeriesSummary &one = series[i];
        const auto hardware = findHardware(one.hardware, known);
        if (const QString what = missing(one, hardware.has_value()); !what.isEmpty()) {
            result.leftOut.append(QStringLiteral("%1: %2").arg(one.label, what));
            continue;
        }
        const TokenRead read = *tokenRead(one.deployment, one.meanContextTokens.value_or(0));
        result.series.push_back({.series = i,
                                 .read = read,
                                 .tokensPerSecond = find(one.overall, Metric::Tps)->mean / one.simulationSpeed,
                                 .ceiling = hardware->bandwidthGbPerS() / read.gb(),
                                 .hardware = *hardware,
                                 .isSparse = isMixtureOfExperts(one.deployment)});
    }
    result.effective = effectiveBandwidths(result.series);
    return result;
}

PredictedTps predictedTps(const EffectiveBandwidth &effective, double gbPerToken)
{
    PredictedTps predicted {.tokensPerSecond = effective.gbPerS / gbPerToken};
    const auto n = static_cast<double>(effective.series.size());
    if (n < 2)
        return predicted;
    const double half = studentQuantile(0.05, n - 1) * effective.spread * std::sqrt(1 + 1 / n);
    predicted.low = predicted.tokensPerSecond * std::exp(-half);
    predicted.high = predicted.tokensPerSecond * std::exp(half);
    return predicted;
}

Need needFor(double tokensPerSecond, const RooflineSeries &today)
{
    return {.bandwidthGbPerS = tokensPerSecond * today.read.gb() / today.share(),
            .gbPerToken = today.gbPerS() / tokensPerSecond};
}

std::vector<PrefillLimit> prefillLimits(const std::vector<SeriesSummary> &series, std::span<const Hardware> known)
{
    constexpr double flopsPerParameter = 2;
    constexpr double perTera = 1e3; // 10^12 FLOPs over 10^9 parameters
    std::vector<PrefillLimit> limits;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const SeriesSummary &one = series[i];
        const auto hardware = findHardware(one.hardware, known);
        const double active = one.deployment.activeParametersB.value_or(one.deployment.parametersB.value_or(0));
        const auto peak = hardware ? peakFor(*hardware, one.deployment.quantization) : std::nullopt;
        double best = 0;
        for (const TestSummary &test : one.tests)
            if (const Statistics *rate = find(test.warm, Metric::PrefillRate))
                best = std::max(best, rate->mean / one.simulationSpeed);
        if (peak && active > 0 && best > 0)
            limits.push_back({.series = i,
                              .tokensPerSecond = best,
                              .ceiling = peak->second * perTera / (flopsPerParameter * active),
                              .precision = peak->first});
    }
    return limits;
}

}
