// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"

#include <QWidget>

namespace streamgauge {

class ElidedLabel;
class Notice;

/// The user's choices and what the program is.
class SettingsPage : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsPage(AppServices &services, QWidget *parent = nullptr);

    /// Folder of saved runs that the next start will use.
    static QString runsFolder();

private:
    QWidget *createAppearance();
    QWidget *createRuns();
    QWidget *createAbout();
    void chooseRunsFolder();
    void setRunsFolder(const QString &folder);

    AppServices &m_services;
    ElidedLabel *m_runsFolder;
    Notice *m_restart;
};

}
