// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>

namespace streamgauge {

/// The machine the client runs on: name, operating system, kernel, CPU, cores, memory. For the run's header.
QJsonObject hostInfo();

}
