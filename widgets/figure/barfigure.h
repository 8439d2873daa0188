// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/figurestyle.h"
#include "figure/scene.h"

#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace streamgauge {

struct BarValue
{
    std::optional<double> value;                   ///< empty: a gap, with "–" unless it is filling
    bool filling = false;                          ///< more measurements will change it
    int failed = 0;                                ///< requests that failed: a cross
    std::size_t count = 0;                         ///< requests behind the value
    std::optional<std::array<double, 2>> interval; ///< 95 % confidence interval of the mean
};

struct FigureSeries
{
    QString label;
    SeriesPaint paint;
};

/// A dashed line across a panel, named in its legend.
struct ReferenceLine
{
    double value = 0;
    QString label;
};

struct BarPanel
{
    QString title;
    QString unit;                     ///< at the panel's upper right
    QString axisTitle;                ///< along the value axis, in the classic style
    int decimals = 1;                 ///< of values
    std::optional<SeriesPaint> paint; ///< instead of the series'
    std::optional<ReferenceLine> reference;
    std::vector<std::vector<BarValue>> values; ///< [series][category]; shorter lists end in missing values
};

/// Panels side by side over the same categories, with grouped bars. Plain data: no fonts, no geometry.
struct BarFigure
{
    QString finding;
    QString footer;
    bool simulated = false; ///< said in the footer
    QStringList categories;
    QStringList shortCategories; ///< used where the names in full do not fit, or need more than two lines in
                                 ///< the small style; may be empty
    std::vector<FigureSeries> series;
    std::vector<BarPanel> panels;
};

/// Empty where there is none.
const BarValue *valueAt(const BarPanel &panel, std::size_t series, std::size_t category);
bool hasValues(const BarPanel &panel);

/// "0.138", "9.8": as shown beside bars and in legends.
QString valueText(double value, int decimals);

FigureScene layoutBarFigure(const BarFigure &figure, const QSizeF &size, const FigureStyle &style);

}
