// SPDX-License-Identifier: Apache-2.0
#include "simulator/simulatorhost.h"

namespace streamgauge {

Expected<QString> SimulatorHost::urlFor(const Simulation &simulation)
{
    std::unique_ptr<Simulator> &simulator = m_simulators[simulation.speed];
    if (!simulator)
        simulator = std::make_unique<Simulator>(SimulatorOptions {.speed = simulation.speed});
    return simulator->serve(simulation.profile);
}

void SimulatorHost::reset()
{
    for (const auto &[speed, simulator] : m_simulators)
        simulator->reset();
}

}
