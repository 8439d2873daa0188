// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/yamlvalue.h"
#include "suite/expectation.h"

#include <vector>

namespace streamgauge {

/// `{tps: 12..15, ttft: <0.14s}`. Throws SchemaError.
std::vector<Expectation> readExpectations(const YamlValue &value, ExpectationSource source);

}
