// SPDX-License-Identifier: Apache-2.0
#include "runfile/run.h"

#include <algorithm>

namespace streamgauge {

bool isSimulated(const RunHeader &header, const Endpoint &endpoint)
{
    const auto simulates = [](const Endpoint &one) { return one.simulation.has_value(); };
    return simulates(endpoint) || (header.simulated && std::ranges::none_of(header.endpoints, simulates));
}

}
