// SPDX-License-Identifier: Apache-2.0
#include "metrics/observations.h"

#include "metrics/averages.h"

#include <algorithm>

namespace streamgauge {

Observations observationsOf(std::vector<double> values)
{
    if (values.empty())
        return {};
    if (values.size() <= Observations::mostKept)
        std::ranges::sort(values); // so that no draw depends on their order
    const double deviation = sampleDeviation(values);
    Observations sample {.count = values.size(), .mean = mean(values), .variance = deviation * deviation, .values = {}};
    if (values.size() <= Observations::mostKept) {
        sample.values = std::move(values);
        sample.values.shrink_to_fit();
    }
    return sample;
}

}
