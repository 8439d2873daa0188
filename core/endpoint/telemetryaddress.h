// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace streamgauge {

// Why something cannot be asked for telemetry, a sentence without its point; empty where it can.

QString pageUrlProblem(const QString &url);        ///< of a page of metrics
QString gpuCommandProblem(const QString &command); ///< of a command as nvidia-smi

}
