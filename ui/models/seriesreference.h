// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <memory>
#include <optional>
#include <vector>

class QMimeData;

namespace streamgauge {

/// A run file, or one series of it. What is dragged from Saved runs to Compare.
struct SeriesReference
{
    QString path;
    std::optional<int> endpoint; ///< empty: all series of the run

    bool operator==(const SeriesReference &) const = default;
};

/// Whether @p name is that of a run file ("….run.jsonl").
bool isRunFileName(const QString &name);

/// Our own format, and the files as text/uri-list for everybody else.
std::unique_ptr<QMimeData> toMimeData(const std::vector<SeriesReference> &references);

/// Our own format, else every local run file of the URLs. Empty where there is neither.
std::vector<SeriesReference> referencesFrom(const QMimeData &data);
bool hasReferences(const QMimeData &data);

}
