// SPDX-License-Identifier: Apache-2.0
#include "analysis/hardware.h"
#include "commands.h"
#include "compare/comparison.h"
#include "report/checkreport.h"
#include "runfile/runlibrary.h"
#include "runfile/runreader.h"
#include "seriesverdict.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>

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
    tellApart(all);
    return all;
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
    const auto series = readSeries(runs);
    if (!series)
        return WrongUsage;
    const auto findings = checkFindings(*series);
    const QByteArray text = (checksText(findings) + verdict(findings, *series)).toUtf8();
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
    if (std::fflush(stdout) != 0) {
        complain(QStringLiteral("The checks could not be written to their end."));
        return WrongUsage;
    }
    const CheckLevel failing = arguments.strict ? CheckLevel::Warning : CheckLevel::Error;
    const bool fails = std::ranges::any_of(findings, [=](const CheckFinding &one) { return one.level >= failing; });
    return fails ? NotMet : AllWell;
}

}
