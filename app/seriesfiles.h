// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/summary.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace streamgauge {

/// The series of several run files, and for each the file it came from.
struct ReadSeries
{
    std::vector<SeriesSummary> series;
    QStringList files;
};

/// What cannot be read, and what is missing in a file, is said on stderr. Empty where a file cannot be read at all.
std::optional<ReadSeries> readSeries(const QStringList &paths);

}
