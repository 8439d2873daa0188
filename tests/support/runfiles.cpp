// SPDX-License-Identifier: Apache-2.0
#include "runfiles.h"

#include "referenceruns.h"
#include "runfile/runwriter.h"

#include <QUuid>

#include <algorithm>

namespace streamgauge {

bool writeRunFile(const QString &path, const Run &run)
{
    auto writer = RunWriter::create(path, run.header);
    if (!writer) {
        qWarning("%s", qPrintable(writer.error().toString()));
        return false;
    }
    for (const RequestRecord &record : run.requests)
        (*writer)->push(record);
    for (const Sample &sample : run.samples)
        (*writer)->push(sample);
    for (const Remark &remark : run.clientRemarks)
        (*writer)->push(remark);
    if (!run.end) {
        writer->reset();
        return true;
    }
    const auto finished = (*writer)->finish(*run.end);
    if (!finished)
        qWarning("%s", qPrintable(finished.error().toString()));
    return finished.has_value();
}

Run referenceRunOf(const QStringList &labels, const QString &title)
{
    Run run = referenceRun(labels.first());
    run.header.title = title;
    run.header.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    for (qsizetype i = 1; i < labels.size(); ++i) {
        const Run other = referenceRun(labels[i]);
        run.header.endpoints.push_back(other.header.endpoints.front());
        if (!other.header.engines.empty())
            run.header.engines.push_back(other.header.engines.front());
        for (RequestRecord record : other.requests) {
            record.endpoint = static_cast<int>(i);
            run.requests.push_back(record);
        }
    }
    return run;
}

void relabel(Run &run, int endpoint, const QString &label)
{
    run.header.endpoints[static_cast<std::size_t>(endpoint)].label = label;
}

void failLastRequest(Run &run, int endpoint)
{
    const auto last = std::find_if(run.requests.rbegin(), run.requests.rend(),
                                   [=](const RequestRecord &record) { return record.endpoint == endpoint; });
    last->error = RequestError {QStringLiteral("truncated"), QStringLiteral("The stream ended early."), {}};
}

}
