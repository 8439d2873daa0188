// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "simulator/devicespec.h"
#include "simulator/simulatorprofile.h"

namespace streamgauge {

/// What one step of a batch has to do.
struct StepWork
{
    int tokens = 0;           ///< computed in this step: one a decoding sequence, many for a prefill
    double contextTokens = 0; ///< whose keys and values are read, over all sequences
};

enum class Bottleneck { Bandwidth, Compute };

struct StepCost
{
    Seconds duration {0}; ///< while no other engine is active
    Bottleneck bottleneck = Bottleneck::Bandwidth;
    double demand = 0; ///< share of the device's bandwidth or compute peak it uses meanwhile
};

/// max(bytes read / effective bandwidth, FLOPs / effective peak): the active weights are read once a step, the
/// keys and values of each sequence's context too; a token costs 2 FLOPs per active parameter.
StepCost stepCost(const DeviceSpec &device, const SimulatorProfile &profile, const StepWork &work);

/// Tokens whose keys and values fit beside the weights into the memory the engine may use.
double kvCapacityTokens(const DeviceSpec &device, const SimulatorProfile &profile);

}
