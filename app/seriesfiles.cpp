// SPDX-License-Identifier: Apache-2.0
#include "seriesfiles.h"

#include "output.h"
#include "runfile/bundledruns.h"
#include "runfile/runreader.h"

namespace streamgauge {

std::optional<ReadSeries> readSeries(const QStringList &paths)
{
    ReadSeries read;
    bool areReadable = true;
    for (const QString &path : withBundledRuns(paths)) {
        const auto run = readRun(path);
        if (!run) {
            complain(run.error().toString());
            areReadable = false;
            continue;
        }
        for (const QString &remark : run->remarks)
            complain(QStringLiteral("%1: %2").arg(path, remark));
        for (SeriesSummary &series : summarize(*run)) {
            read.series.push_back(std::move(series));
            read.files.append(path);
        }
    }
    if (!areReadable)
        return std::nullopt;
    return read;
}

}
