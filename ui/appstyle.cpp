// SPDX-License-Identifier: Apache-2.0
#include "appstyle.h"

#include "appsettings.h"
#include "stylesheet.h"

#include <QApplication>
#include <QStyleFactory>

#include <array>

namespace streamgauge {

namespace {

const QString themeKey = QStringLiteral("theme");
constexpr std::array names {"system", "light", "dark"};

ThemeChoice savedChoice()
{
    const QString saved = AppSettings().value(themeKey).toString();
    for (std::size_t i = 0; i < names.size(); ++i)
        if (saved == QLatin1String(names[i]))
            return static_cast<ThemeChoice>(i);
    return ThemeChoice::System;
}

bool windowIsDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

}

AppStyle::AppStyle(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_system(windowIsDark(QApplication::palette()))
    , m_choice(savedChoice())
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    connect(&m_system, &SystemColorScheme::changed, this, &AppStyle::apply);
    apply();
}

void AppStyle::setChoice(ThemeChoice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    AppSettings().setValue(themeKey, QLatin1String(names[static_cast<std::size_t>(choice)]));
    apply();
}

void AppStyle::apply()
{
    const bool dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_system.isDark());
    if (m_applied && dark == currentTheme().dark)
        return;
    m_applied = true;
    const Theme theme = dark ? Theme::darkTheme() : Theme::light();
    setCurrentTheme(theme);
    QApplication::setPalette(palette(theme));
    QApplication::setFont(theme.body);
    m_application.setStyleSheet(styleSheet(theme));
    Q_EMIT themeChanged();
}

}
