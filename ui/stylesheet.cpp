// SPDX-License-Identifier: Apache-2.0
#include "stylesheet.h"

#include <QFile>
#include <QFontDatabase>

#include <algorithm>
#include <utility>
#include <vector>

namespace streamgauge {

namespace {

using Tokens = std::vector<std::pair<QString, QString>>;

Tokens tokens(const Theme &theme)
{
    const QColor onSurface = theme.text;
    const QString mode = theme.dark ? QStringLiteral("dark") : QStringLiteral("light");
    const QString mono = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    return {
        {QStringLiteral("background"), theme.background.name()},
        {QStringLiteral("surface"), theme.surface.name()},
        {QStringLiteral("border"), theme.border.name()},
        {QStringLiteral("gridLine"), theme.gridLine.name()},
        {QStringLiteral("text"), theme.text.name()},
        {QStringLiteral("mutedText"), theme.mutedText.name()},
        {QStringLiteral("accent"), theme.accent.name()},
        {QStringLiteral("accentText"), accentText(theme).name()},
        {QStringLiteral("accentTint"), theme.accentTint.name()},
        {QStringLiteral("good"), theme.good.name()},
        {QStringLiteral("bad"), theme.bad.name()},
        {QStringLiteral("warningText"), theme.warningText.name()},
        {QStringLiteral("warningTint"), theme.warningTint.name()},
        {QStringLiteral("badTint"), badTint(theme).name()},
        {QStringLiteral("goodTint"), goodTint(theme).name()},
        {QStringLiteral("onAccent"), onAccent(theme).name()},
        {QStringLiteral("accentHover"), blend(onSurface, theme.accent, 0.12).name()},
        {QStringLiteral("accentPressed"), blend(onSurface, theme.accent, 0.24).name()},
        {QStringLiteral("focusOnAccent"), theme.text.name()},
        {QStringLiteral("field"), theme.dark ? theme.background.name() : theme.surface.name()},
        {QStringLiteral("control"), controlBorder(theme).name()},
        {QStringLiteral("controlHover"), blend(theme.mutedText, theme.surface, 0.7).name()},
        {QStringLiteral("hover"), blend(onSurface, theme.surface, 0.05).name()},
        {QStringLiteral("pressed"), blend(onSurface, theme.surface, 0.1).name()},
        {QStringLiteral("selection"), blend(theme.accent, theme.surface, 0.3).name()},
        {QStringLiteral("disabledText"), blend(theme.mutedText, theme.surface, 0.65).name()},
        {QStringLiteral("disabledFill"), blend(onSurface, theme.background, 0.08).name()},
        {QStringLiteral("scroll"), blend(theme.mutedText, theme.background, 0.35).name()},
        {QStringLiteral("tipBackground"),
         theme.dark ? blend(onSurface, theme.surface, 0.12).name() : theme.text.name()},
        {QStringLiteral("tipText"), theme.dark ? theme.text.name() : theme.surface.name()},
        {QStringLiteral("mono"), mono},
        {QStringLiteral("mode"), mode},
    };
}

}

QColor blend(const QColor &top, const QColor &bottom, double amount)
{
    const auto mix = [amount](double a, double b) { return static_cast<float>(a * amount + b * (1 - amount)); };
    return QColor::fromRgbF(mix(top.redF(), bottom.redF()), mix(top.greenF(), bottom.greenF()),
                            mix(top.blueF(), bottom.blueF()));
}

QColor onAccent(const Theme &theme)
{
    return theme.dark ? theme.background : theme.surface;
}

QColor accentText(const Theme &theme)
{
    return blend(theme.text, theme.accent, 0.08); // the accent itself misses AA on its tint by a hair
}

QColor badTint(const Theme &theme)
{
    return blend(theme.bad, theme.surface, theme.dark ? 0.14 : 0.09);
}

QColor goodTint(const Theme &theme)
{
    return blend(theme.good, theme.surface, theme.dark ? 0.14 : 0.07);
}

QColor controlBorder(const Theme &theme)
{
    return blend(theme.mutedText, theme.border, 0.25);
}

QString styleSheet(const Theme &theme)
{
    QFile file(QStringLiteral(":/streamgauge/style/streamgauge.qss"));
    [[maybe_unused]] const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    QString sheet = QString::fromUtf8(file.readAll());
    Tokens sorted = tokens(theme);
    // Longest first: "$accentTint" must not be taken for "$accent".
    std::sort(sorted.begin(), sorted.end(),
              [](const auto &a, const auto &b) { return a.first.size() > b.first.size(); });
    for (const auto &[name, value] : sorted)
        sheet.replace(QLatin1Char('$') + name, value);
    return sheet;
}

QPalette palette(const Theme &theme)
{
    QPalette result(theme.text, theme.surface, blend(theme.text, theme.surface, 0.1), theme.border, theme.mutedText,
                    theme.text, theme.text, theme.surface, theme.background);
    result.setColor(QPalette::AlternateBase, theme.surface);
    result.setColor(QPalette::ToolTipBase, theme.dark ? theme.surface : theme.text);
    result.setColor(QPalette::ToolTipText, theme.dark ? theme.text : theme.surface);
    result.setColor(QPalette::Highlight, theme.accent);
    result.setColor(QPalette::HighlightedText, onAccent(theme));
    result.setColor(QPalette::Link, theme.accent);
    result.setColor(QPalette::LinkVisited, theme.accent);
    result.setColor(QPalette::PlaceholderText, theme.mutedText);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        result.setColor(QPalette::Disabled, role, blend(theme.mutedText, theme.surface, 0.65));
    return result;
}

}
