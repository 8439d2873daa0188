// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "systemcolorscheme.h"
#include "theme/theme.h"

#include <QObject>

class QApplication;

namespace streamgauge {

enum class ThemeChoice { System, Light, Dark };

/// Dresses the application in the light or the dark theme: the user's choice, or what the desktop prefers.
class AppStyle : public QObject
{
    Q_OBJECT

public:
    /// Make it before the first widget.
    explicit AppStyle(QApplication &application, QObject *parent = nullptr);

    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice); ///< remembered

Q_SIGNALS:
    void themeChanged(); ///< currentTheme() is the new one and every widget has had its StyleChange

private:
    void apply();

    QApplication &m_application;
    SystemColorScheme m_system;
    ThemeChoice m_choice = ThemeChoice::System;
    bool m_applied = false;
};

}
