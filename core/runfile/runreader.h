// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "runfile/run.h"

#include <QByteArrayView>

namespace streamgauge {

/// Accepts a file cut at any byte, unknown fields and unknown kinds of line; refuses a newer major version.
/// What was skipped is said in Run::remarks. Errors: unreadable, no header line, newer version.
Expected<Run> readRun(const QString &path);
Expected<Run> parseRun(QByteArrayView content, const QString &source);

}
