// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"
#include "figure/picture.h"
#include "report/pptx.h"

namespace streamgauge {

/// A page of a whole comparison: a chart, or a table.
struct DeckPage
{
    QString title;
    QString chart; ///< one of chartKinds(); empty: the table
    ReportTable table;
};

/// The finding with the three panels, what the memory allows where that is known, the spread of TTFT and TPS, the
/// tables of the report (long and wide ones on several pages), and what to know before trusting them.
std::vector<DeckPage> deckPages(const Comparison &comparison);

/// What `--chart` calls a whole comparison, and the charts of it as a picture each.
inline const QString wholeComparison = QStringLiteral("all");
inline const QString everyChart = QStringLiteral("each");

/// The charts of deckPages().
QStringList deckCharts(const Comparison &comparison);

enum class DeckFormat { Pdf, Pptx };

/// By the file name's end; any other than .pdf and .pptx is an error that says so.
Expected<DeckFormat> deckFormat(const QString &path);

/// A PDF report, a page a slide, or a PowerPoint file. The comparison has series.
Expected<QByteArray> deckFile(const Comparison &comparison, DeckFormat format);

}
