// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace streamgauge {

/// A machine or accelerator whose memory bandwidth bounds how fast it can decode.
struct Hardware
{
    QString name;     ///< "NVIDIA DGX Spark"
    QStringList also; ///< other names it goes by
    double bandwidthGbPerS = 0;
    std::map<QString, double> peakTflops {}; ///< dense, of matrices: "bf16", "fp8", "fp4"; those that are known
    QString source;                          ///< where the figures are from
};

/// Hardware an endpoint names, and how many of it: "2x h100-sxm" are two.
struct FoundHardware
{
    Hardware hardware;
    int count = 1;

    double bandwidthGbPerS() const { return hardware.bandwidthGbPerS * count; }
};

/// hardware.yaml; errors with their line.
Expected<std::vector<Hardware>> parseHardware(const QByteArray &yaml, const QString &source);

std::vector<Hardware> bundledHardware();

/// The user's own hardware.yaml in the config folder, then the bundled one. A file that does not exist is no error.
Expected<std::vector<Hardware>> loadHardware(const QString &userPath);
QString defaultHardwarePath();

/// loadHardware(defaultHardwarePath()), read once; the bundled one where the user's file has an error.
const std::vector<Hardware> &knownHardware();

/// The first whose name, or another of its names, is @p name, whatever its case, punctuation and maker's name.
std::optional<FoundHardware> findHardware(const QString &name, std::span<const Hardware> all);

}
