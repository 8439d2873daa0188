// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "compare/comparison.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace streamgauge {

/// What a comparison says of a series beyond its run.
struct SeriesChoice
{
    QString label {}; ///< empty: the run's
    QString color {}; ///< as SeriesSummary::color
    bool hidden = false;
    std::vector<Expectation> expectations {}; ///< beside those of its suite and endpoint, or instead of them

    bool operator==(const SeriesChoice &) const = default;
};

/// Changes the label, the colour and the expectations of @p series; does nothing about `hidden`.
void apply(const SeriesChoice &choice, SeriesSummary &series);

struct ComparedSeries
{
    QString run;                 ///< path of its run file, or of a bundled run
    std::optional<int> endpoint; ///< as in the run file, from 0; empty: all of the run's
    SeriesChoice choice {};

    bool operator==(const ComparedSeries &) const = default;
};

/// A comparison that is kept in a file: which series, in which order, as what.
struct NamedComparison
{
    std::vector<ComparedSeries> series;
    std::optional<std::size_t> baseline; ///< index into series
    ColdRequests cold = ColdRequests::Apart;

    bool operator==(const NamedComparison &) const = default;
};

/// Whether @p name is that of a comparison's file ("….comparison.yaml").
bool isComparisonFileName(const QString &name);

/// @p path: where the file is or will be. Runs are written relative to its folder and read as absolute paths; they
/// need not exist.
Expected<NamedComparison> parseComparison(const QByteArray &yaml, const QString &path);
QByteArray formatComparison(const NamedComparison &comparison, const QString &path);

Expected<NamedComparison> loadComparison(const QString &path);
Expected<void> saveComparison(const QString &path, const NamedComparison &comparison);

}
