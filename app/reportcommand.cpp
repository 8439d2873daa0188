// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "report/report.h"
#include "runfile/runreader.h"
#include "seriesverdict.h"

#include <algorithm>
#include <cstdio>

namespace streamgauge {

namespace {

std::optional<std::vector<SeriesSummary>> readSeries(const QStringList &paths)
{
    std::vector<SeriesSummary> all;
    bool areReadable = true;
    for (const QString &path : paths) {
        const auto run = readRun(path);
        if (!run) {
            complain(run.error().toString());
            areReadable = false;
            continue;
        }
        for (const QString &remark : run->remarks)
            complain(QStringLiteral("%1: %2").arg(path, remark));
        std::ranges::move(summarize(*run), std::back_inserter(all));
    }
    if (!areReadable)
        return std::nullopt;
    return all;
}

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
    auto series = readSeries(arguments.runs);
    if (!series)
        return WrongUsage;
    tellApart(*series);

    Comparison comparison {.series = std::move(*series), .baseline = {}, .cold = ColdRequests::Apart};
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

    const QByteArray text = formatted(comparison, arguments.format);
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
    if (std::fflush(stdout) != 0) {
        complain(QStringLiteral("The report could not be written to its end."));
        return WrongUsage;
    }
    return isAllWell(comparison.series) ? AllWell : NotMet;
}

}
