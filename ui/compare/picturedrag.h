// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

#include <QMimeData>
#include <QTemporaryDir>

#include <memory>

namespace streamgauge {

/// A chart as it leaves the window by drag: an image for programs that take one, and a PNG file in @p folder for the
/// others, of the size of a slide. Null where the file cannot be written.
std::unique_ptr<QMimeData> draggedPicture(const Comparison &comparison, const QString &chart,
                                          const QTemporaryDir &folder);

}
