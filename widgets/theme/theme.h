// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QList>

namespace streamgauge {

/// The look's tokens (colours, type, spacing). Plain values: widgets and exported figures are drawn from the same ones.
struct Theme
{
    bool dark = false;
    QColor background;
    QColor surface;
    QColor border;
    QColor gridLine;
    QColor text;
    QColor mutedText;
    QColor accent;
    QColor accentTint;
    QColor good;
    QColor bad;
    QColor warningText;
    QColor warningTint;
    QList<QColor> series; ///< eight, colour-blind safe

    QFont body;    ///< 13 px, tabular figures
    QFont note;    ///< 11.5 px: notes and axes
    QFont finding; ///< 19 px
    QFont number;  ///< 24 px, bold: the big numbers

    static Theme light();
    static Theme darkTheme();
};

/// The theme all widgets are drawn with at the moment; set by the application before the first widget and on change,
/// after which every widget gets a QEvent::StyleChange.
const Theme &currentTheme();
void setCurrentTheme(const Theme &theme);

/// Index into Theme::series that stays with a label everywhere: the well-known models have fixed ones
/// (Mistral 0, Qwen 1, GPT-OSS 2, Llama 3), others get the first free one of the process and keep it.
int seriesColorIndex(const QString &label);
QColor seriesColor(const Theme &theme, const QString &label);

}
