// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/theme.h"

#include <QPalette>
#include <QString>

namespace streamgauge {

/// The application's style sheet and palette, made from the theme's tokens alone.
QString styleSheet(const Theme &theme);
QPalette palette(const Theme &theme);

/// Text on a surface filled with the accent, and tints the tokens do not name; for widgets that paint themselves.
QColor onAccent(const Theme &theme);
QColor accentText(const Theme &theme); ///< accent-coloured words on its tint
QColor badTint(const Theme &theme);
QColor goodTint(const Theme &theme);
/// A border that tells a control from a surface; stronger than the hairline of a card.
QColor controlBorder(const Theme &theme);

/// @p amount of @p top over @p bottom, both opaque.
QColor blend(const QColor &top, const QColor &bottom, double amount);

}
