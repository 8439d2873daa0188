// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"

#include <QWidget>

namespace streamgauge {

/// The user's choices and what the program is.
class SettingsPage : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsPage(AppServices &services, QWidget *parent = nullptr);

private:
    AppServices &m_services;
};

}
