// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "telemetry/servermetrics.h"

#include <QStringList>

namespace streamgauge {

/// What nvidia-smi is asked for; it answers one line a GPU.
QStringList gpuQueryArguments();

/// The answer, under the names of a run file's samples. Of several GPUs: memory and power are added up, utilisation and
/// clock averaged, of temperatures the highest taken, "gpus" says how many. What a GPU does not tell ("[N/A]") is
/// absent; where none tells its memory, "unified_memory" is 1. Empty where no line is one of nvidia-smi's.
SampleValues readNvidiaSmi(const QByteArray &output);

/// The same of a DCGM exporter's page; of MIG instances a GPU's own figures count once.
SampleValues readDcgm(const MetricsPage &page);

/// Fills in memory of a machine whose GPU has none of its own from the text of /proc/meminfo.
void addSystemMemory(SampleValues &values, const QByteArray &meminfo);

}
