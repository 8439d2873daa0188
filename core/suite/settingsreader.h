// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/yamlreader.h"
#include "suite/suite.h"

namespace streamgauge {

// The parts of a suite that have a small language of their own. All throw SchemaError.

/// What @p map says of repetitions, temperature, load, prompt_cache, ignore_eos, min_tokens and slo; the rest as in @p
/// inherited. An slo is inherited objective by objective.
TestSettings readSettings(const YamlMap &map, TestSettings inherited);

/// `{concurrency: 4}`, `{concurrency: [1, 4, 16]}` or `{rate: 4, arrivals: poisson, duration: 60s}`.
Load readLoad(const YamlValue &value);

/// Cold requests go one by one. @p map is the test whose settings they are.
void checkCold(const YamlMap &map, const TestSettings &settings);

}
