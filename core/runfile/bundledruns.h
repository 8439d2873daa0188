// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace streamgauge {

/// The reference runs that come with the program, to be read like any run file: published figures of a DGX Spark.
QStringList bundledRuns();

bool isBundled(const QString &path);

/// "reference" is the reference runs; everything else is itself.
QStringList withBundledRuns(const QStringList &paths);

}
