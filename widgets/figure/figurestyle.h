// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/theme.h"

namespace streamgauge {

/// What a figure's layout needs to know of its surroundings: type, spacing, colours.
struct FigureStyle
{
    Theme theme;
    QFont finding;
    QFont title;
    QFont axis;
    QFont category;
    QFont value;
    QFont legend;
    QFont footer;
    int smallestCategory = 10; ///< pixels; below it labels are elided
    double margin = 0;         ///< around everything
    double padding = 0;        ///< inside each panel
    double panelGap = 16;
    bool cards = false;    ///< each panel on a surface with a border
    bool classic = false;  ///< titles centred, value axes titled at the left, no unit at the right
    bool legendRow = true; ///< one for all panels, above them
    double pixel = 1;      ///< size of a device pixel, to which straight edges are aligned
};

/// For the window: small type, cards. Fonts are the theme's.
FigureStyle dashboardStyle(const Theme &theme);
/// For slides: type that stays legible at a third of the size.
FigureStyle exportStyle(const Theme &theme);

}
