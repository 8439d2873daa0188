// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "commands.h"
#include "endpoint/endpoint.h"

#include <vector>

namespace streamgauge {

/// The endpoints a `run` command line means: its URLs, a config file's and simulated ones; where it names none, those
/// of the user's endpoints.yaml. Labels are made unique. An error where there are none.
Expected<std::vector<Endpoint>> endpointsOf(const RunArguments &arguments);

}
