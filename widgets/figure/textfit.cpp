// SPDX-License-Identifier: Apache-2.0
#include "figure/textfit.h"

#include <QRegularExpression>

#include <algorithm>

namespace streamgauge {

namespace {

/// Lines filled from the left, each as full as @p width allows; a word that is wider has a line of its own.
QStringList fillLines(const QStringList &words, const QFontMetricsF &metrics, double width)
{
    QStringList lines;
    for (const QString &word : words) {
        const QString longer = lines.isEmpty() ? word : lines.last() + QLatin1Char(' ') + word;
        if (!lines.isEmpty() && metrics.horizontalAdvance(longer) <= width)
            lines.last() = longer;
        else
            lines.append(word);
    }
    return lines;
}

/// The narrowest setting that needs no more lines.
QStringList balanced(const QStringList &words, const QFontMetricsF &metrics, double width)
{
    QStringList best = fillLines(words, metrics, width);
    for (;;) {
        const double widest = textSize(best, metrics).width();
        QStringList narrower = fillLines(words, metrics, widest - 0.5);
        if (narrower.size() > best.size() || textSize(narrower, metrics).width() >= widest)
            return best;
        best = std::move(narrower);
    }
}

QStringList wordsOf(const QString &text)
{
    static const QRegularExpression breakingSpaces(QStringLiteral("[ \\t\\r\\n]+"));
    return text.split(breakingSpaces, Qt::SkipEmptyParts);
}

}

std::optional<QStringList> wrapText(const QString &text, const QFontMetricsF &metrics, double width, int maxLines)
{
    const QStringList words = wordsOf(text);
    for (const QString &word : words)
        if (metrics.horizontalAdvance(word) > width)
            return std::nullopt;
    QStringList lines = balanced(words, metrics, width);
    if (lines.size() > maxLines)
        return std::nullopt;
    return lines;
}

QString elided(const QString &text, const QFontMetricsF &metrics, double width)
{
    if (metrics.horizontalAdvance(text) <= width)
        return text;
    const QString result = metrics.elidedText(text, Qt::ElideRight, width);
    return metrics.horizontalAdvance(result) <= width ? result : QString();
}

QStringList wrapOrElide(const QString &text, const QFontMetricsF &metrics, double width, int maxLines)
{
    if (auto lines = wrapText(text, metrics, width, maxLines))
        return *lines;
    QStringList lines = fillLines(wordsOf(text), metrics, width);
    if (lines.size() > maxLines) {
        const QString rest = lines.mid(maxLines - 1).join(QLatin1Char(' '));
        lines = lines.first(std::max(0, maxLines - 1));
        lines.append(rest);
    }
    for (QString &line : lines)
        line = elided(line, metrics, width);
    lines.removeAll(QString());
    return lines;
}

QSizeF textSize(const QStringList &lines, const QFontMetricsF &metrics)
{
    double width = 0;
    for (const QString &line : lines)
        width = std::max(width, metrics.horizontalAdvance(line));
    return {width, metrics.height() * static_cast<double>(lines.size())};
}

FittedLabels fitLabels(const QStringList &labels, const QFont &font, int smallestPixels, double width, int maxLines)
{
    FittedLabels fitted;
    fitted.font = font;
    const int smallest = std::min(smallestPixels, font.pixelSize());
    for (int pixels = font.pixelSize(); pixels >= smallest; --pixels) {
        fitted.font.setPixelSize(pixels);
        const QFontMetricsF metrics(fitted.font);
        fitted.lines.clear();
        for (const QString &label : labels)
            if (auto lines = wrapText(label, metrics, width, maxLines))
                fitted.lines.push_back(*lines);
        fitted.complete = fitted.lines.size() == static_cast<std::size_t>(labels.size());
        if (fitted.complete)
            break;
    }
    const QFontMetricsF metrics(fitted.font);
    if (!fitted.complete) {
        fitted.lines.clear();
        for (const QString &label : labels)
            fitted.lines.push_back(wrapOrElide(label, metrics, width, maxLines));
    }
    for (const QStringList &lines : fitted.lines)
        fitted.height = std::max(fitted.height, textSize(lines, metrics).height());
    return fitted;
}

}
