// SPDX-License-Identifier: Apache-2.0
#include "theme/theme.h"

#include <QFontDatabase>
#include <QHash>

#include <array>

namespace streamgauge {

namespace {

QFont uiFont(double pixels, QFont::Weight weight)
{
    static const bool hasInter = QFontDatabase::hasFamily(QStringLiteral("Inter"));
    QFont font = hasInter ? QFont(QStringLiteral("Inter")) : QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setPixelSize(qRound(pixels));
    font.setWeight(weight);
    return font;
}

void setFonts(Theme &theme)
{
    theme.body = uiFont(13, QFont::Normal);
    theme.note = uiFont(12, QFont::Normal);
    theme.finding = uiFont(19, QFont::Bold);
    theme.number = uiFont(24, QFont::Bold);
}

Theme &mutableTheme()
{
    static Theme theme = Theme::light();
    return theme;
}

struct KnownModel
{
    QLatin1String name;
    int index;
};
constexpr std::array knownModels {
    KnownModel {QLatin1String("mistral"), 0},
    KnownModel {QLatin1String("qwen"), 1},
    KnownModel {QLatin1String("gpt-oss"), 2},
    KnownModel {QLatin1String("llama"), 3},
};

}

Theme Theme::light()
{
    Theme theme;
    theme.background = 0xF6F7F9;
    theme.surface = 0xFFFFFF;
    theme.border = 0xE2E5EA;
    theme.gridLine = 0xEBEDF1;
    theme.text = 0x1A1E26;
    theme.mutedText = 0x5F6877;
    theme.accent = 0x2463EB;
    theme.accentTint = 0xE8EFFD;
    theme.good = 0x1B7F4B;
    theme.bad = 0xB3261E;
    theme.warningText = 0x8A5A00;
    theme.warningTint = 0xFFF6E0;
    theme.series = {0x0072B2, 0xD55E00, 0x009E73, 0xAA4499, 0x56B4E9, 0x8C6D1F, 0xCC79A7, 0x5F6877};
    setFonts(theme);
    return theme;
}

Theme Theme::darkTheme()
{
    Theme theme;
    theme.dark = true;
    theme.background = 0x13161B;
    theme.surface = 0x1B1F26;
    theme.border = 0x2B313B;
    theme.gridLine = 0x252B34;
    theme.text = 0xE6E9EF;
    theme.mutedText = 0x98A2B1;
    theme.accent = 0x6C9BFF;
    theme.accentTint = 0x1E2B47;
    theme.good = 0x5BC98F;
    theme.bad = 0xF2887F;
    theme.warningText = 0xF2C46D;
    theme.warningTint = 0x2C2617;
    theme.series = {0x4FA8DE, 0xF08A4B, 0x3CC49A, 0xD58AC9, 0x8FD0F5, 0xC9A94F, 0xE6A8C9, 0x98A2B1};
    setFonts(theme);
    return theme;
}

const Theme &currentTheme()
{
    return mutableTheme();
}

void setCurrentTheme(const Theme &theme)
{
    mutableTheme() = theme;
}

int seriesColorIndex(const QString &label)
{
    static QHash<QString, int> assigned;
    if (const auto it = assigned.constFind(label); it != assigned.cend())
        return *it;
    constexpr int colors = 8;
    int index = -1;
    for (const KnownModel &known : knownModels)
        if (label.contains(known.name, Qt::CaseInsensitive) && !assigned.values().contains(known.index))
            index = known.index;
    if (index < 0) {
        std::array<int, colors> uses {};
        for (const int used : std::as_const(assigned))
            ++uses[static_cast<std::size_t>(used)];
        // The fixed ones last: a well-known model may still come.
        constexpr std::array<int, colors> preference {4, 5, 6, 7, 0, 1, 2, 3};
        index = preference[0];
        for (const int candidate : preference)
            if (uses[static_cast<std::size_t>(candidate)] < uses[static_cast<std::size_t>(index)])
                index = candidate;
    }
    assigned.insert(label, index);
    return index;
}

QColor seriesColor(const Theme &theme, const QString &label)
{
    return theme.series.at(seriesColorIndex(label) % theme.series.size());
}

}
