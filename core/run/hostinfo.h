// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

namespace streamgauge {

/// The machine the client runs on: name, operating system, kernel, CPU, cores, memory, GPUs and their driver. For the
/// run's header. @p proc is another folder in tests.
QJsonObject hostInfo(const QString &proc = QStringLiteral("/proc"));

}
