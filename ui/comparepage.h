// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"

#include <QStringList>
#include <QWidget>

namespace streamgauge {

/// Series side by side.
class ComparePage : public QWidget
{
    Q_OBJECT

public:
    explicit ComparePage(AppServices &services, QWidget *parent = nullptr);

    /// Adds the run files' series to the tray.
    void openRuns(const QStringList &paths);

Q_SIGNALS:
    void savedRunsRequested(); ///< go where runs are chosen

private:
    AppServices &m_services;
    QStringList m_paths;
};

}
