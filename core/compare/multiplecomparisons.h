// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace streamgauge {

struct Tested
{
    double p = 1;
    double smallest = 0; ///< p that could have come out at all
};

/// Corrected p of each of @p tests, so that calling different those at or below @p level is wrong for any of them in
/// at most that share of cases: step-down after Holm (Scandinavian Journal of Statistics 6, 1979), where tests that
/// could not have reached the level are not counted (Tarone, Biometrics 46, 1990). That correction depends on the
/// level, so the values mean something beside it only.
std::vector<double> corrected(std::span<const Tested> tests, double level);

}
