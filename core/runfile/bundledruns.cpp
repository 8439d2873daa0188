// SPDX-License-Identifier: Apache-2.0
#include "runfile/bundledruns.h"

#include <QFileInfo>

namespace streamgauge {

QStringList bundledRuns()
{
    const QString folder = QStringLiteral(":/streamgauge/reference/");
    return {folder + QStringLiteral("llama-70b-single.run.jsonl"),
            folder + QStringLiteral("mistral-24b-qwen3-32b-dual.run.jsonl"),
            folder + QStringLiteral("gpt-oss-20b-single.run.jsonl")};
}

bool isBundled(const QString &path)
{
    return path.startsWith(QLatin1String(":/"));
}

QStringList withBundledRuns(const QStringList &paths)
{
    QStringList all;
    for (const QString &path : paths)
        all += path == u"reference" && !QFileInfo::exists(path) ? bundledRuns() : QStringList {path};
    return all;
}

}
