// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/picture.h"

namespace streamgauge {

// Both replace the file in one step, or leave it as it was.

/// PNG, SVG or PDF by the file's name.
Expected<void> savePicture(const QString &path, const Comparison &comparison, const PictureOptions &options);

/// PDF report or PowerPoint file by the file's name.
Expected<void> saveDeck(const QString &path, const Comparison &comparison);

}
