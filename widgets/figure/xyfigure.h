// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/figurestyle.h"
#include "figure/scene.h"

#include <QPointF>
#include <QStringList>

#include <optional>
#include <vector>

namespace streamgauge {

enum class XyForm { Dots, Line, LineWithDots, Steps };

/// Points of one paint. What is not finite, or not above 0 on a logarithmic axis, is not drawn.
struct XySeries
{
    QString label; ///< in the legend; empty: not in it
    SeriesPaint paint;
    XyForm form = XyForm::Dots;
    std::vector<QPointF> points;
    QStringList pointLabels {};  ///< beside the points; may be shorter than these, or empty
    std::vector<bool> hollow {}; ///< of the points, those drawn as rings; may be shorter than these, or empty
};

/// A thin line that points are read against, named at its end.
struct XyGuide
{
    QPointF from;
    QPointF to;
    QString label;
    QColor color {}; ///< invalid: the muted text's
    bool dashed = true;
    std::optional<double>
        across {}; ///< instead of from and to: over the whole width at this value, which the axis reaches
};

struct XyAxis
{
    QString title; ///< with its unit
    bool isLog = false;
    std::optional<double> least {}; ///< a linear axis begins at 0, a logarithmic one below its smallest value
    std::optional<double> most {};
};

/// Values against values on two axes. Plain data: no fonts, no geometry.
struct XyFigure
{
    QString finding;
    QString footer;
    bool simulated = false; ///< said in the footer
    XyAxis x;
    XyAxis y;
    std::vector<XySeries> series;
    std::vector<XyGuide> guides {};
    QString note {};    ///< at the upper right of the plot: what its marks mean
    QString message {}; ///< instead of a plot where there is nothing to draw
};

FigureScene layoutXyFigure(const XyFigure &figure, const QSizeF &size, const FigureStyle &style);

/// The point under the mouse, for tooltips: the nearest within @p reach pixels.
struct XyHit
{
    std::size_t series = 0;
    std::size_t point = 0;
};
std::optional<XyHit> pointNear(const FigureScene &scene, const QPointF &position, double reach = 12);

}
