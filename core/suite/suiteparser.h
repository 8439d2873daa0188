// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "suite/suite.h"

#include <QByteArray>
#include <QStringList>

namespace streamgauge {

/// @p source is named in errors; a relative `prompt_file` is looked for beside it.
/// Unknown keys, wrong types and bad numbers are errors with their line.
Expected<Suite> parseSuite(const QByteArray &yaml, const QString &source);

/// A file's path or a bundled suite's name ("speed-test").
Expected<Suite> loadSuite(const QString &fileOrName);

/// Names of the suites that come with the program, "speed-test" first.
QStringList bundledSuites();

}
