// SPDX-License-Identifier: Apache-2.0
#include "compare/multiplecomparisons.h"

#include <algorithm>
#include <numeric>

namespace streamgauge {

namespace {

/// Tarone: the smallest K of which no more than K tests can reach level / K. @p smallest is ascending.
double factorFor(const std::vector<double> &smallest, double level)
{
    for (std::size_t factor = 1; factor < smallest.size(); ++factor) {
        const auto reaching = std::ranges::upper_bound(smallest, level / double(factor)) - smallest.begin();
        if (std::size_t(reaching) <= factor)
            return double(factor);
    }
    return double(std::max<std::size_t>(smallest.size(), 1));
}

}

std::vector<double> corrected(std::span<const Tested> tests, double level)
{
    std::vector<std::size_t> order(tests.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return tests[i].p; });
    std::vector<double> smallest; // of those not yet stepped over
    for (const Tested &test : tests)
        smallest.push_back(test.smallest);
    std::ranges::sort(smallest);

    std::vector<double> result(tests.size());
    double highest = 0;
    for (const std::size_t i : order) {
        highest = std::max(highest, std::min(1.0, tests[i].p * factorFor(smallest, level)));
        result[i] = highest;
        smallest.erase(std::ranges::lower_bound(smallest, tests[i].smallest));
    }
    return result;
}

}
