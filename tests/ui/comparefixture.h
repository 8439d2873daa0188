// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "comparepage.h"
#include "controls/notice.h"
#include "eventually.h"
#include "runfile/runlibrary.h"
#include "runfiles.h"
#include "tray/seriestray.h"

#include <QTemporaryDir>

namespace streamgauge {

inline const QString llama = QStringLiteral("Llama-70B");
inline const QString mistral = QStringLiteral("Mistral-24B");
inline const QString qwen = QStringLiteral("Qwen3-32B");

/// Compare's page, and two runs in a folder: one of Llama-70B, one of the other two.
struct CompareFixture
{
    QTemporaryDir dir;
    QString one = dir.filePath(QStringLiteral("one.run.jsonl"));
    QString two = dir.filePath(QStringLiteral("two.run.jsonl"));
    RunLibrary library {dir.path()};
    ComparePage page {library};

    CompareFixture()
    {
        writeRunFile(one, referenceRunOf({llama}, QStringLiteral("Llama alone")));
        writeRunFile(two, referenceRunOf({mistral, qwen}, QStringLiteral("Dual mode")));
        page.resize(1092, 760);
        page.show();
        page.activateWindow();
    }

    SeriesTray *tray() { return page.findChild<SeriesTray *>(); }
    Notice *notice() { return page.findChild<Notice *>(QString(), Qt::FindDirectChildrenOnly); }
    Comparison comparison() { return page.series().comparison(); }
    bool read()
    {
        return eventually([&] { return !page.series().reading(); });
    }
    QStringList labels()
    {
        QStringList all;
        for (const SeriesSummary &series : comparison().series)
            all << series.label;
        return all;
    }
};

}
