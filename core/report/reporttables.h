// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace streamgauge {

/// What a report for people shows, as text in cells, before it becomes Markdown or aligned columns.
struct ReportTable
{
    QString title;
    QStringList header;
    std::vector<QStringList> rows;
    int textColumns = 1; ///< leading columns that hold names; the others hold figures
};

/// Overall averages, the differences to the baseline, tests, spread, cold requests: those there is something to say in.
std::vector<ReportTable> reportTables(const Comparison &comparison);

/// The suite's expectations beside the warm averages. Without rows where there are none.
ReportTable expectationTable(const Comparison &comparison);

/// What to choose and to try next. Without rows where no rule speaks.
ReportTable recommendationTable(const Comparison &comparison);

/// What has to be said below: the conditions, failures, guessed tokens.
QStringList reportNotes(const Comparison &comparison);

/// A number as people read it: the metric's decimals, a point as decimal mark.
QString formatted(double value, Metric metric);

}
