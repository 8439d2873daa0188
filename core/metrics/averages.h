// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace streamgauge {

// Of values that are not empty.

double mean(const std::vector<double> &values);
double quantile(std::vector<double> values, double probability); ///< Hyndman–Fan type 7, the default of R and NumPy
double median(std::vector<double> values);
double sampleDeviation(const std::vector<double> &values); ///< standard deviation of a sample; 0 for a single value

}
