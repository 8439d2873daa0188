// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/barfigure.h"

namespace streamgauge {

enum class DumbbellTone { Plain, Good, Bad };

/// From a ring to a dot, with what happened in words.
struct DumbbellValue
{
    double from = 0;
    double to = 0;
    QString text;
    DumbbellTone tone = DumbbellTone::Plain;
};

struct DumbbellPanel
{
    QString title; ///< with its unit
    int decimals = 2;
    std::vector<std::optional<DumbbellValue>> values; ///< one a row
};

/// Before and after of each row, on a value axis from 0 in each panel. Plain data: no fonts, no geometry.
struct DumbbellFigure
{
    QString finding;
    QString footer;
    bool simulated = false; ///< said in the footer
    QString note;           ///< what ring and dot are
    std::vector<FigureSeries> rows;
    std::vector<DumbbellPanel> panels;
    QString message; ///< instead of panels where there is nothing to draw
};

/// Panels side by side, or one below the other where they would be narrow. SceneSlot: panel, and the row as series.
FigureScene layoutDumbbells(const DumbbellFigure &figure, const QSizeF &size, const FigureStyle &style);

}
