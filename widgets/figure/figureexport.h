// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "figure/barfigure.h"

#include <QImage>
#include <QSize>

#include <optional>

class QIODevice;

namespace streamgauge {

enum class PictureFormat { Png, Svg, Pdf };

struct PictureSize
{
    QSize pixels {2250, 750}; ///< 15 × 5 inches at 150 dpi
    int dpi = 150;
};

/// By the file name's end: ".png", ".svg" or ".pdf", in any case.
Expected<PictureFormat> pictureFormat(const QString &fileName);

/// "WxH" in pixels, "1600x900".
Expected<QSize> parsePixels(const QString &text);

/// Refuses what is too small to be read or too large to be drawn, and says the limits.
Expected<void> checkSize(const PictureSize &size);

/// The size a scene must be laid out at, in logical pixels of 1/96 inch.
QSizeF logicalSize(const PictureSize &size);
/// A device pixel in logical ones, for FigureStyle::pixel.
double devicePixel(const PictureSize &size);

/// In the style for slides, on the theme's surface.
FigureScene layoutForExport(const BarFigure &figure, const PictureSize &size, const Theme &theme);

/// A scene laid out at logicalSize(size). The scene's background, or transparent where it has none.
QImage renderImage(const FigureScene &scene, const PictureSize &size);

// The device is open for writing. Errors name no file: the caller knows it.
Expected<void> writePng(QIODevice &device, const FigureScene &scene, const PictureSize &size);
Expected<void> writeSvg(QIODevice &device, const FigureScene &scene, const PictureSize &size, const QString &title);
Expected<void> writePdf(QIODevice &device, const FigureScene &scene, const PictureSize &size, const QString &title);
Expected<void> writePicture(QIODevice &device, PictureFormat format, const FigureScene &scene, const PictureSize &size,
                            const QString &title);

void copyToClipboard(const FigureScene &scene, const PictureSize &size);

}
