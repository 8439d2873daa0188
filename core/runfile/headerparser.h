// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "runfile/run.h"

#include <QByteArrayView>

namespace streamgauge {

/// The first line of a run file. A wrong or missing field gets its default, except for what makes it a run file of
/// this version.
Expected<RunHeader> parseHeader(QByteArrayView line, const QString &source);

}
