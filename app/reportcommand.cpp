// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "output.h"
#include "report/report.h"
#include "seriesfiles.h"
#include "seriesverdict.h"

#include <algorithm>

namespace streamgauge {

namespace {

/// The series that is meant; without a word from the user the comparison's, or the first. Empty where there is no such
/// label.
std::optional<std::size_t> findBaseline(const ReadSeries &read, const QString &label)
{
    if (label.isEmpty())
        return read.baseline.value_or(0);
    const auto found = std::ranges::find(read.series, label, &SeriesSummary::label);
    return found == read.series.end() ? std::nullopt
                                      : std::optional(static_cast<std::size_t>(found - read.series.begin()));
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

    const auto baseline = findBaseline(*read, arguments.baseline);
    Comparison comparison {.series = std::move(read->series), .baseline = {}, .cold = read->cold};
    if (!baseline) {
        QStringList labels;
        for (const SeriesSummary &one : comparison.series)
            labels.append(one.label);
        complain(QStringLiteral("--baseline: there is no series “%1”; there are: %2")
                     .arg(arguments.baseline, labels.join(QStringLiteral(", "))));
        return WrongUsage;
    }
    if (comparison.series.size() > 1)
        comparison.baseline = baseline;

    if (!print(formatted(comparison, arguments.format)))
        return WrongUsage;
    return isAllWell(comparison) ? AllWell : NotMet;
}

}
