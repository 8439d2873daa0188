// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace streamgauge {

/// Whether values rise with their order, over several groups whose levels may differ: the seasonal Kendall test
/// (Hirsch, Slack and Smith, 1982), with the correction for ties. Approximately a standard normal value; above 2.58
/// they rise, below −2.58 they fall, at the 1 % level. 0 where there is nothing to compare.
double trendOverGroups(const std::vector<std::vector<double>> &groups);

}
