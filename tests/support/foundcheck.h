// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/check.h"

#include <optional>
#include <vector>

namespace streamgauge {

/// The check with that id; empty where it is not among them.
std::optional<Check> found(const std::vector<Check> &checks, const char *id);

/// Of the run's first endpoint, with the bundled hardware.
std::optional<Check> checkOf(const Run &run, const char *id);

}
