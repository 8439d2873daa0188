// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/figurestyle.h"
#include "figure/scene.h"

namespace streamgauge {

// What stands around every figure's plots. Each adds its texts to the scene and takes their room from the area.

/// An empty scene of this size on the style's background, and the area within its margins.
struct FigureFrame
{
    FigureScene scene;
    QRectF area;
};
FigureFrame makeFrame(const QSizeF &size, const FigureStyle &style);

/// The finding, in at most two lines at the top.
void takeFinding(FigureFrame &frame, const QString &finding, const FigureStyle &style);

/// The footer at the bottom: "Simulated" first and in bold where @p simulated, then the conditions in at most two
/// lines.
void takeFooter(FigureFrame &frame, const QString &footer, bool simulated, const FigureStyle &style);

/// In the middle of what is left, instead of plots.
void addMessage(FigureFrame &frame, const QString &message, const FigureStyle &style);

}
