// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace streamgauge {

// For what many streams keep while they go on: an eighth of room to grow, where the library would double.

/// What to reserve for @p needed.
std::size_t withRoom(std::size_t needed);

void appendSparingly(std::string &text, std::string_view more);

}
