// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QStringList>

#include <functional>

namespace streamgauge {

/// GPUs and driver of this machine as its kernel module tells: "gpus" (a list of names), "gpu_driver". Absent where
/// there is none. @p proc is /proc, or a folder like it.
QJsonObject localGpus(const QString &proc);

/// The same by nvidia-smi's own words, from @p command (as TelemetryTarget::gpuCommand) with what asks for it.
/// Calls back once, within 4 s, with nothing where it does not answer; not at all once @p context is gone.
void askGpus(const QStringList &command, QObject *context, std::function<void(const QJsonObject &)> done);

}
