// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"

#include <QWidget>

namespace streamgauge {

/// Choose endpoints and a suite, run, watch.
class RunPage : public QWidget
{
    Q_OBJECT

public:
    explicit RunPage(AppServices &services, QWidget *parent = nullptr);

Q_SIGNALS:
    void runSaved(const QString &path);              ///< a run has ended and its file is complete
    void compareRequested(const QStringList &paths); ///< open these runs in Compare
    void addEndpointRequested();                     ///< go where endpoints are added
    void suitesRequested();                          ///< go where suites are edited

private:
    AppServices &m_services;
};

}
