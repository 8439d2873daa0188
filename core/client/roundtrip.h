// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <optional>

namespace streamgauge {

/// The shortest time a packet on @p socket took there and back in the last minutes, as the kernel saw it
/// (`tcpi_min_rtt` of `TCP_INFO`): not the smoothed one, which grows by how long a peer puts its acknowledgements off.
/// Empty for what is no TCP connection, or a kernel that does not say.
std::optional<nanoseconds> roundTripOf(int socket);

}
