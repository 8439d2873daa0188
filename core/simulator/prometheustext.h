// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/modelengine.h"

#include <QByteArray>

namespace streamgauge {

/// What /metrics says, with vLLM's names and labels.
QByteArray prometheusText(const QString &model, const EngineCounters &counters);

}
