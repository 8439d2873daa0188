// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "output.h"
#include "report/report.h"
#include "seriesfiles.h"
#include "seriesverdict.h"

#include <algorithm>

namespace streamgauge {

namespace {

/// The series that is meant; of several without a word from the user the first. -1 where there is no such label.
int findBaseline(const std::vector<SeriesSummary> &series, const QString &label)
{
    if (label.isEmpty())
        return 0;
    const auto found = std::ranges::find(series, label, &SeriesSummary::label);
    return found == series.end() ? -1 : static_cast<int>(found - series.begin());
}

QByteArray formatted(const Comparison &comparison, const QString &format)
{
    if (format == QLatin1String("json"))
        return toJson(comparison);
    if (format == QLatin1String("csv"))
        return toCsv(comparison).toUtf8();
    if (format == QLatin1String("markdown"))
        return toMarkdown(comparison).toUtf8();
    return toText(comparison).toUtf8();
}

}

int reportCommand(const ReportArguments &arguments)
{
    auto read = readSeries(arguments.runs);
    if (!read)
        return WrongUsage;
    tellApart(read->series);

    Comparison comparison {.series = std::move(read->series), .baseline = {}, .cold = ColdRequests::Apart};
    const int baseline = findBaseline(comparison.series, arguments.baseline);
    if (baseline < 0) {
        QStringList labels;
        for (const SeriesSummary &one : comparison.series)
            labels.append(one.label);
        complain(QStringLiteral("--baseline: there is no series “%1”; there are: %2")
                     .arg(arguments.baseline, labels.join(QStringLiteral(", "))));
        return WrongUsage;
    }
    if (comparison.series.size() > 1)
        comparison.baseline = static_cast<std::size_t>(baseline);

    if (!print(formatted(comparison, arguments.format)))
        return WrongUsage;
    return isAllWell(comparison) ? AllWell : NotMet;
}

}
