// SPDX-License-Identifier: Apache-2.0
#include "simulator/stepcost.h"

#include <algorithm>

namespace streamgauge {

namespace {

constexpr double giga = 1e9;
constexpr double tera = 1e12;

}

StepCost stepCost(const DeviceSpec &device, const SimulatorProfile &profile, const StepWork &work)
{
    const Deployment &deployment = profile.deployment;
    const double activeShare = *deployment.activeParametersB / *deployment.parametersB;
    const double bytes = *deployment.weightsGb * giga * activeShare + profile.fit.kvBytesPerToken * work.contextTokens;
    const double flops = 2 * *deployment.activeParametersB * giga * work.tokens;
    const double reading_s = bytes / (device.bandwidth_gb_s * giga * profile.fit.bandwidthEfficiency);
    const double computing_s = flops / (device.compute_tflops * tera * profile.fit.computeEfficiency);
    if (computing_s > reading_s)
        return {Seconds(computing_s), Bottleneck::Compute, profile.fit.computeEfficiency};
    return {Seconds(reading_s), Bottleneck::Bandwidth, profile.fit.bandwidthEfficiency};
}

double kvCapacityTokens(const DeviceSpec &device, const SimulatorProfile &profile)
{
    const Deployment &deployment = profile.deployment;
    const double free = (device.memory_gb * *deployment.gpuMemoryUtilization - *deployment.weightsGb) * giga;
    return std::max<double>(*deployment.maxModelLen, free / std::max(1.0, profile.fit.kvBytesPerToken));
}

}
