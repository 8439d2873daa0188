// SPDX-License-Identifier: Apache-2.0
#include "referenceruns.h"

#include "runfile/bundledruns.h"
#include "runfile/runreader.h"

namespace streamgauge {

namespace {

Run alone(const Run &run, int endpoint)
{
    Run one;
    one.header = run.header;
    one.header.endpoints = {run.header.endpoints[std::size_t(endpoint)]};
    one.header.engines = {QJsonObject()};
    for (RequestRecord record : run.requests) {
        if (record.endpoint != endpoint)
            continue;
        record.endpoint = 0;
        one.requests.push_back(record);
    }
    one.end = run.end;
    return one;
}

}

Run referenceRun(const QString &label)
{
    for (const QString &path : bundledRuns()) {
        const auto run = readRun(path);
        if (!run || !run->remarks.isEmpty())
            qFatal("%s cannot be read", qPrintable(path));
        for (int e = 0; e < static_cast<int>(run->header.endpoints.size()); ++e) {
            if (run->header.endpoints[std::size_t(e)].label != label)
                continue;
            Run one = alone(*run, e);
            one.header.id = QStringLiteral("reference-") + label;
            one.header.title = QStringLiteral("Reference ") + label;
            one.header.notes.clear();
            one.header.tags.clear();
            one.header.started = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
            return one;
        }
    }
    qFatal("no reference run of that label");
}

}
