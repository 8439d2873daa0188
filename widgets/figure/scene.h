// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QLineF>
#include <QPolygonF>
#include <QRectF>
#include <QStringList>

#include <vector>

class QPainter;

namespace streamgauge {

/// How a series is told from the others; the variant where there are more series than colours.
struct SeriesPaint
{
    QColor color;
    int variant = 0; ///< 0 plain; 1 light with an outline, dashed line; 2 striped, dotted line

    bool operator==(const SeriesPaint &) const = default;
};

enum class TextRole { Finding, Title, Unit, AxisTitle, Tick, Category, Value, Legend, Reference, Footer, Message };

struct SceneText
{
    TextRole role = TextRole::Message;
    QRectF rect; ///< what it covers, no more
    QStringList lines;
    QFont font;
    QColor color;
    Qt::AlignmentFlag alignment = Qt::AlignLeft; ///< of the lines to each other
    bool upwards = false;                        ///< read from below, as the title of a value axis
    QColor halo;                                 ///< painted behind it where it may cross a line; invalid: nothing
};

/// One line, as large as it is.
SceneText textOf(TextRole role, const QString &text, const QPointF &topLeft, const QFont &font, const QColor &color);

struct SceneBar
{
    int panel = 0;
    int series = 0;
    int category = 0;
    double value = 0;
    QRectF rect;
    SeriesPaint paint;
    bool filling = false; ///< not final yet: paler
};

/// The place of a series in a category, with or without a bar: where the mouse finds it.
struct SceneSlot
{
    int panel = 0;
    int series = 0;
    int category = 0;
    QRectF rect;
};

struct SceneLine
{
    QLineF line;
    QColor color;
    double width = 1;
    bool dashed = false;
};

struct SceneCurve
{
    QPolygonF points;
    SeriesPaint paint;
    double width = 2;
};

/// Many short strokes of one colour, such as the chunks of a timeline row.
struct SceneTicks
{
    QList<QLineF> lines;
    QColor color;
    double width = 1;
};

struct SceneMark
{
    enum class Kind { Cross, Dash, Dot, Ring, Swatch, Box };

    Kind kind = Kind::Dot;
    QRectF rect;
    SeriesPaint paint;
};

struct SceneCard
{
    QRectF rect;
    QColor fill;
    QColor border;
    double radius = 0;
};

/// A figure laid out: plain geometry in logical pixels (96 to the inch), which every output paints alike.
/// Painted in the order of the members, so lines lie over bars and text over everything.
struct FigureScene
{
    QSizeF size;
    QColor background; ///< invalid: none
    QColor surface;    ///< behind the plots, whoever paints it
    std::vector<SceneCard> cards;
    std::vector<SceneLine> gridLines;
    std::vector<SceneBar> bars;
    std::vector<SceneTicks> ticks;
    std::vector<SceneCurve> curves;
    std::vector<SceneLine> lines;
    std::vector<SceneMark> marks;
    std::vector<SceneText> texts;
    std::vector<SceneSlot> slotAreas;
    std::vector<QRectF> plots; ///< one per panel: base line at its bottom
    std::vector<double> tops;  ///< the value at each plot's upper edge
};

/// Any painter: screen, image, SVG, PDF. Its coordinates are the scene's.
void paintScene(QPainter &painter, const FigureScene &scene);

}
