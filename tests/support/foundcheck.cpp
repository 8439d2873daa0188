// SPDX-License-Identifier: Apache-2.0
#include "foundcheck.h"

#include "analysis/hardware.h"

#include <algorithm>

namespace streamgauge {

std::optional<Check> found(const std::vector<Check> &checks, const char *id)
{
    const auto check = std::ranges::find(checks, QString::fromLatin1(id), &Check::id);
    return check == checks.end() ? std::nullopt : std::optional(*check);
}

std::optional<Check> checkOf(const Run &run, const char *id)
{
    return found(checkSeries(run, 0, bundledHardware()), id);
}

}
