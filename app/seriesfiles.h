// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace streamgauge {

/// The series of several run files and comparisons, and for each the file it came from.
struct ReadSeries
{
    std::vector<SeriesSummary> series;
    QStringList files;
    std::optional<std::size_t> baseline; ///< index into series, of the last comparison that has one
    ColdRequests cold = ColdRequests::Apart;
};

/// What cannot be read, and what is missing in a file, is said on stderr. Empty where a file cannot be read at all.
std::optional<ReadSeries> readSeries(const QStringList &paths);

}
