// SPDX-License-Identifier: Apache-2.0
#include "seriesfiles.h"

#include "compare/namedcomparison.h"
#include "output.h"
#include "runfile/bundledruns.h"
#include "runfile/runreader.h"

#include <map>

namespace streamgauge {

namespace {

/// Reads each run once, however many series of it are asked for.
class RunSummaries
{
public:
    /// Null where it cannot be read; that is said once.
    const std::vector<SeriesSummary> *find(const QString &path)
    {
        const auto known = m_read.find(path);
        if (known != m_read.end())
            return known->second ? &*known->second : nullptr;
        auto &summaries = m_read[path];
        const auto run = readRun(path);
        if (!run) {
            complain(run.error().toString());
            return nullptr;
        }
        for (const QString &remark : run->remarks)
            complain(QStringLiteral("%1: %2").arg(path, remark));
        return &summaries.emplace(summarize(*run));
    }

private:
    std::map<QString, std::optional<std::vector<SeriesSummary>>> m_read;
};

bool addSeries(ReadSeries &read, const ComparedSeries &wanted, RunSummaries &summaries)
{
    const std::vector<SeriesSummary> *series = summaries.find(wanted.run);
    if (!series)
        return false;
    const auto add = [&](const SeriesSummary &one) {
        read.series.push_back(one);
        apply(wanted.choice, read.series.back());
        read.files.append(wanted.run);
    };
    if (!wanted.endpoint) {
        for (const SeriesSummary &one : *series)
            add(one);
        return true;
    }
    if (*wanted.endpoint >= static_cast<int>(series->size())) {
        complain(QStringLiteral("%1: there is no series %2; it has %3, counted from 0")
                     .arg(wanted.run)
                     .arg(*wanted.endpoint)
                     .arg(series->size()));
        return false;
    }
    add((*series)[static_cast<std::size_t>(*wanted.endpoint)]);
    return true;
}

bool addComparison(ReadSeries &read, const QString &path, RunSummaries &summaries)
{
    const auto comparison = loadComparison(path);
    if (!comparison) {
        complain(comparison.error().toString());
        return false;
    }
    if (comparison->cold == ColdRequests::Included)
        read.cold = ColdRequests::Included;
    bool areReadable = true;
    for (std::size_t i = 0; i < comparison->series.size(); ++i) {
        const ComparedSeries &wanted = comparison->series[i];
        if (wanted.choice.hidden)
            continue;
        const std::size_t at = read.series.size();
        areReadable = addSeries(read, wanted, summaries) && areReadable;
        if (comparison->baseline == i && read.series.size() > at)
            read.baseline = at;
    }
    return areReadable;
}

}

std::optional<ReadSeries> readSeries(const QStringList &paths)
{
    ReadSeries read;
    RunSummaries summaries;
    bool areReadable = true;
    for (const QString &path : withBundledRuns(paths)) {
        const bool added = isComparisonFileName(path) ? addComparison(read, path, summaries)
                                                      : addSeries(read, {.run = path, .endpoint = {}}, summaries);
        areReadable = added && areReadable;
    }
    if (!areReadable)
        return std::nullopt;
    return read;
}

}
