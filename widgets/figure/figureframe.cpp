// SPDX-License-Identifier: Apache-2.0
#include "figure/figureframe.h"

#include "figure/textfit.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

FigureFrame makeFrame(const QSizeF &size, const FigureStyle &style)
{
    FigureFrame frame;
    frame.scene.size = size;
    frame.scene.surface = style.theme.surface;
    if (!style.cards)
        frame.scene.background = style.theme.surface;
    const double margin = std::min(style.margin, std::min(size.width(), size.height()) / 12);
    frame.area = QRectF({0, 0}, size).adjusted(margin, margin, -margin, -margin);
    return frame;
}

void takeFinding(FigureFrame &frame, const QString &finding, const FigureStyle &style)
{
    if (finding.isEmpty())
        return;
    QRectF &area = frame.area;
    const int mostLines = std::min(2, static_cast<int>(area.height() * 0.25 / QFontMetricsF(style.finding).height()));
    const int smallest = style.finding.pixelSize() * 2 / 3;
    const FittedLabels fitted = fitLabels({finding}, style.finding, smallest, area.width(), mostLines);
    const QStringList &lines = fitted.lines.front();
    if (mostLines < 1 || lines.isEmpty())
        return;
    const QFontMetricsF metrics(fitted.font);
    const QRectF rect(area.topLeft(), textSize(lines, metrics));
    frame.scene.texts.push_back({.role = TextRole::Finding,
                                 .rect = rect,
                                 .lines = lines,
                                 .font = fitted.font,
                                 .color = style.theme.text,
                                 .halo = {}});
    area.setTop(std::ceil(rect.bottom() + metrics.height() * 0.35));
}

void takeFooter(FigureFrame &frame, const QString &footer, bool simulated, const FigureStyle &style)
{
    if (footer.isEmpty() && !simulated)
        return;
    FigureScene &scene = frame.scene;
    QRectF &area = frame.area;
    QFont bold = style.footer;
    bold.setWeight(QFont::Bold);
    const QFontMetricsF metrics(style.footer);
    const QFontMetricsF boldMetrics(bold);
    const QString word = simulated ? QStringLiteral("Simulated") : QString();
    const double before = simulated ? boldMetrics.horizontalAdvance(word) + 10 : 0;
    const int mostLines = std::min(2, static_cast<int>(area.height() * 0.2 / metrics.height()));
    QStringList lines;
    if (mostLines >= 1)
        lines = wrapOrElide(footer, metrics, area.width() - before, mostLines);
    const double height = std::max(static_cast<double>(lines.size()), simulated ? 1.0 : 0.0) * metrics.height();
    const double top = area.bottom() - height;
    if (simulated)
        scene.texts.push_back({.role = TextRole::Footer,
                               .rect = {area.left(), top, boldMetrics.horizontalAdvance(word), metrics.height()},
                               .lines = {word},
                               .font = bold,
                               .color = style.theme.warningText,
                               .halo = {}});
    if (!lines.isEmpty())
        scene.texts.push_back({.role = TextRole::Footer,
                               .rect = {QPointF(area.left() + before, top), textSize(lines, metrics)},
                               .lines = lines,
                               .font = style.footer,
                               .color = style.theme.mutedText,
                               .halo = {}});
    area.setBottom(std::floor(top - metrics.height() * 0.5));
}

void addMessage(FigureFrame &frame, const QString &message, const FigureStyle &style)
{
    const QFontMetricsF metrics(style.legend);
    const QStringList lines = wrapOrElide(message, metrics, frame.area.width() * 0.8, 4);
    const QSizeF size = textSize(lines, metrics);
    frame.scene.texts.push_back({.role = TextRole::Message,
                                 .rect = {frame.area.center() - QPointF(size.width() / 2, size.height() / 2), size},
                                 .lines = lines,
                                 .font = style.legend,
                                 .color = style.theme.mutedText,
                                 .alignment = Qt::AlignHCenter,
                                 .halo = {}});
}

}
