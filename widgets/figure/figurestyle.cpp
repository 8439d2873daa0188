// SPDX-License-Identifier: Apache-2.0
#include "figure/figurestyle.h"

namespace streamgauge {

namespace {

QFont sized(QFont font, int pixels, QFont::Weight weight = QFont::Normal)
{
    font.setPixelSize(pixels);
    font.setWeight(weight);
    // Widths must not depend on the scale the figure is painted at.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

}

FigureStyle dashboardStyle(const Theme &theme)
{
    const int body = theme.body.pixelSize();
    const int note = theme.note.pixelSize();
    FigureStyle style;
    style.theme = theme;
    style.finding = sized(theme.finding, theme.finding.pixelSize(), QFont::Bold);
    style.title = sized(theme.body, body, QFont::DemiBold);
    style.axis = sized(theme.note, note - 1);
    style.category = sized(theme.note, note - 1);
    style.value = sized(theme.note, note - 1);
    style.legend = sized(theme.note, note);
    style.footer = sized(theme.note, note);
    style.smallestCategory = note - 2;
    style.padding = 16;
    style.panelGap = 12;
    style.cards = true;
    style.legendRow = false;
    return style;
}

FigureStyle exportStyle(const Theme &theme)
{
    FigureStyle style;
    style.theme = theme;
    style.finding = sized(theme.body, 24, QFont::Bold);
    style.title = sized(theme.body, 19, QFont::Medium);
    style.axis = sized(theme.body, 15);
    style.category = sized(theme.body, 15);
    style.value = sized(theme.body, 14);
    style.legend = sized(theme.body, 15);
    style.footer = sized(theme.body, 13);
    style.smallestCategory = 12;
    style.margin = 16;
    style.panelGap = 24;
    style.classic = true;
    return style;
}

}
