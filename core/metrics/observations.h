// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace streamgauge {

/// What a comparison of means needs of values that stand for themselves, one a request. Its size is bounded however
/// many there were.
struct Observations
{
    static constexpr std::size_t mostKept = 100;

    std::size_t count = 0;
    double mean = 0;
    double variance = 0;        ///< of a sample (n − 1); 0 for a single value
    std::vector<double> values; ///< ascending; none where there were more than mostKept

    bool keepsAll() const { return values.size() == count; }
};

Observations observationsOf(std::vector<double> values);

}
