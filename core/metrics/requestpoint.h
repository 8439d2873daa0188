// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/requestrecord.h"

#include <limits>

namespace streamgauge {

/// A completed request as charts of single requests need it: small, as there may be a hundred thousand. Not a number
/// where a metric is not defined.
struct RequestPoint
{
    static constexpr float none = std::numeric_limits<float>::quiet_NaN();

    int test = 0;
    bool cold = false;
    float sent_s = 0; ///< since the run's start
    float ttft_s = none;
    float totalTime_s = none;
    float tps = none;
};

RequestPoint requestPoint(const RequestRecord &record);

}
