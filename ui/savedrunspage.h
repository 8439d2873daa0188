// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"

#include <QStringList>
#include <QWidget>

namespace streamgauge {

/// The library of saved runs.
class SavedRunsPage : public QWidget
{
    Q_OBJECT

public:
    explicit SavedRunsPage(AppServices &services, QWidget *parent = nullptr);

Q_SIGNALS:
    void openRequested(const QStringList &paths); ///< open these runs in Compare
    void runRequested();                          ///< go where a run is started

private:
    AppServices &m_services;
};

}
