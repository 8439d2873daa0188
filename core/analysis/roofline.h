// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/hardware.h"
#include "metrics/summary.h"

#include <optional>
#include <span>
#include <vector>

namespace streamgauge {

/// What one stream reads from memory for each token, in GB: the weights it is computed with (weights × active / total
/// parameters), and the KV cache of its context where the deployment says how large that is. Empty where the weights
/// are not known.
struct TokenRead
{
    double weightsGb = 0;
    double kvCacheGb = 0;

    double gb() const { return weightsGb + kvCacheGb; }
};
/// @p contextTokens: how many precede the token, in the mean.
std::optional<TokenRead> tokenRead(const Deployment &deployment, double contextTokens);

/// Weights × active parameters are not all there is to a mixture of experts: routing and small matrices cost time too.
bool isMixtureOfExperts(const Deployment &deployment);

/// A series against the limit of its hardware: TPS of one stream ≤ bandwidth / GB read per token (Williams, Waterman,
/// Patterson 2009, for a kernel bound by memory).
struct RooflineSeries
{
    std::size_t series = 0; ///< index into the comparison's
    TokenRead read;
    double tokensPerSecond = 0; ///< mean of the series' requests, in the device's own time where it is simulated
    double ceiling = 0;         ///< tokens a second
    FoundHardware hardware;
    bool isSparse = false; ///< a mixture of experts

    double share() const { return tokensPerSecond / ceiling; }
    double gbPerS() const { return tokensPerSecond * read.gb(); } ///< that was really read, at the least
};

/// What series of one hardware read per second: the geometric mean of TPS × GB per token, with the 95 % interval of
/// that mean (Student's t on the logarithms) where there are two series or more.
struct EffectiveBandwidth
{
    FoundHardware hardware;
    double gbPerS = 0;
    double low = 0;
    double high = 0;
    double spread = 0;               ///< standard deviation of the logarithms
    std::vector<std::size_t> series; ///< those it comes from
};

struct PredictedTps
{
    double tokensPerSecond = 0;
    double low = 0; ///< 95 % of further models are expected in between; both 0 where one series is all there is
    double high = 0;
};

struct Roofline
{
    std::vector<RooflineSeries> series;
    std::vector<EffectiveBandwidth> effective; ///< one for each hardware
    QStringList leftOut;                       ///< sentences: which series, and what is missing
};

/// Effective bandwidth comes from dense models; from mixtures of experts only where hardware has no others.
Roofline roofline(const std::vector<SeriesSummary> &series, std::span<const Hardware> known);

/// TPS that a model should reach of which a token reads @p gbPerToken.
PredictedTps predictedTps(const EffectiveBandwidth &effective, double gbPerToken);

/// What a goal would need, at the share of the bandwidth that is reached today.
struct Need
{
    double bandwidthGbPerS = 0; ///< of the hardware, for the same weights
    double gbPerToken = 0;      ///< on the same hardware
};
Need needFor(double tokensPerSecond, const RooflineSeries &today);

/// A series' prefill against the hardware's compute: 2 FLOPs for each active parameter and prompt token (Kaplan et al.
/// 2020), without attention.
struct PrefillLimit
{
    std::size_t series = 0;
    double tokensPerSecond = 0; ///< the best test's mean, in the device's own time where it is simulated
    double ceiling = 0;
    QString precision; ///< of the peak: "fp4", "fp8" or "bf16"

    double share() const { return tokensPerSecond / ceiling; }
};
std::vector<PrefillLimit> prefillLimits(const std::vector<SeriesSummary> &series, std::span<const Hardware> known);

}
