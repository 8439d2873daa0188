// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/picture.h"

#include <QStringList>

namespace streamgauge {

// All replace a file in one step, or leave it as it was.

/// PNG, SVG or PDF by the file's name.
Expected<void> savePicture(const QString &path, const Comparison &comparison, const PictureOptions &options);

/// As savePicture, one file for each of deckCharts(): of "a.png" they are "a-speed-test.png", "a-limits.png" and so on.
/// The paths written.
Expected<QStringList> savePictures(const QString &path, const Comparison &comparison, const PictureOptions &options);

/// PDF report or PowerPoint file by the file's name.
Expected<void> saveDeck(const QString &path, const Comparison &comparison);

}
