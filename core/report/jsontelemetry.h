// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/summary.h"

namespace streamgauge {

class JsonWriter;

/// The fields "energy" and "server" of a series, those there is something to say in.
void writeTelemetry(JsonWriter &json, const SeriesSummary &series);

}
