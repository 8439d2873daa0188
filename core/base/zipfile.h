// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>

#include <utility>
#include <vector>

namespace streamgauge {

/// A zip archive of these files, in this order: {name in the archive, content}. Errors: what libzip says.
Expected<QByteArray> zipped(const std::vector<std::pair<QString, QByteArray>> &files);

}
