// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/simulator.h"

#include <map>
#include <memory>

namespace streamgauge {

/// The simulators behind simulated endpoints: one device for all that run at the same speed.
class SimulatorHost
{
public:
    /// Starts what is not running yet; the base URL.
    Expected<QString> urlFor(const Simulation &simulation);

    /// All simulated models cold, caches empty: so that two runs agree.
    void reset();

private:
    std::map<double, std::unique_ptr<Simulator>> m_simulators;
};

}
