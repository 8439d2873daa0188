// SPDX-License-Identifier: Apache-2.0
#include "analysis/hardware.h"
#include "commands.h"
#include "compare/comparison.h"
#include "output.h"
#include "report/checkreport.h"
#include "runfile/runlibrary.h"
#include "seriesfiles.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace streamgauge {

namespace {

/// Saved runs are named by the time they were started; those that were renamed count by when they were changed.
QString newestRun(const QString &folder)
{
    const QStringList filter {QStringLiteral("*.run.jsonl")};
    const QFileInfoList files = QDir(folder).entryInfoList(filter, QDir::Files | QDir::Readable, QDir::Time);
    const auto startedAt = [](const QFileInfo &file) {
        const auto named = QDateTime::fromString(file.fileName().left(17), QStringLiteral("yyyy-MM-ddTHHmmss"));
        return named.isValid() ? QDateTime(named.date(), named.time(), Qt::UTC) : file.lastModified().toUTC();
    };
    const auto newest = std::ranges::max_element(files, {}, startedAt);
    return newest == files.end() ? QString() : newest->filePath();
}

QString verdict(const std::vector<CheckFinding> &findings, const std::vector<SeriesSummary> &series)
{
    QStringList labels;
    for (const SeriesSummary &one : series)
        labels.append(one.label);
    const QString note = checksNote(findings);
    return QStringLiteral("%1: %2.\n")
        .arg(labels.join(QStringLiteral(", ")), note.isEmpty() ? QStringLiteral("no check warns") : note);
}

}

int checkCommand(const CheckArguments &arguments)
{
    QStringList runs = arguments.runs;
    if (runs.isEmpty()) {
        const QString newest = newestRun(RunLibrary::defaultFolder());
        if (newest.isEmpty()) {
            complain(QStringLiteral("There is no saved run in %1; name a run file.").arg(RunLibrary::defaultFolder()));
            return WrongUsage;
        }
        complain(newest);
        runs.append(newest);
    }
    if (const auto hardware = loadHardware(defaultHardwarePath()); !hardware) {
        complain(hardware.error().toString());
        return WrongUsage;
    }
    auto read = readSeries(runs);
    if (!read)
        return WrongUsage;
    tellApart(read->series);
    const auto findings = checkFindings(read->series);
    if (!print((checksText(findings) + verdict(findings, read->series)).toUtf8()))
        return WrongUsage;
    const CheckLevel failing = arguments.strict ? CheckLevel::Warning : CheckLevel::Error;
    const bool fails = std::ranges::any_of(findings, [=](const CheckFinding &one) { return one.level >= failing; });
    return fails ? NotMet : AllWell;
}

}
