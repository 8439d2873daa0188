// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QStringList>

#include <optional>
#include <vector>

namespace streamgauge {

/// Breaks @p text at spaces into the fewest lines that fit @p width, about equally long.
/// Empty where a word alone is wider, or more than @p maxLines would be needed.
std::optional<QStringList> wrapText(const QString &text, const QFontMetricsF &metrics, double width, int maxLines);

/// As wrapText(), but always an answer: what does not fit ends in "…". No line at all where not even that fits.
QStringList wrapOrElide(const QString &text, const QFontMetricsF &metrics, double width, int maxLines);

/// Ends in "…" where it does not fit; empty where not even that fits.
QString elided(const QString &text, const QFontMetricsF &metrics, double width);

/// Labels side by side, all in one font.
struct FittedLabels
{
    QFont font;
    std::vector<QStringList> lines; ///< one entry per label
    bool complete = true;           ///< nothing was elided
    double height = 0;              ///< of the tallest
};

/// Each label within @p width: wrapped at spaces, then in smaller type down to @p smallestPixels, then elided.
/// Never rotated.
FittedLabels fitLabels(const QStringList &labels, const QFont &font, int smallestPixels, double width, int maxLines);

/// Bounding size of lines set in one font.
QSizeF textSize(const QStringList &lines, const QFontMetricsF &metrics);

}
