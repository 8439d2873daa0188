// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QString>

namespace streamgauge {

/// What a modelled device can do at most, and how much of it several engines reach together.
struct DeviceSpec
{
    QString name; ///< "dgx-spark"
    double memory_gb = 0;
    double bandwidth_gb_s = 0;
    double compute_tflops = 0;
    double achievableBandwidth = 1; ///< of the above, by all engines together
    double achievableCompute = 1;
};

Expected<DeviceSpec> parseDeviceSpec(const QByteArray &yaml, const QString &source);

/// A bundled device by name.
Expected<DeviceSpec> loadDeviceSpec(const QString &name);

}
