// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSettings>
#include <QStandardPaths>

namespace streamgauge {

/// The user's choices, in one file of the config folder.
class AppSettings : public QSettings
{
public:
    AppSettings()
        : QSettings(path(), QSettings::IniFormat)
    {
    }

    static QString path()
    {
        return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/settings.ini");
    }
};

}
