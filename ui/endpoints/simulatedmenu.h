// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"

#include <QMenu>

namespace streamgauge {

/// Every simulated model at a few speeds.
class SimulatedMenu : public QMenu
{
    Q_OBJECT

public:
    explicit SimulatedMenu(QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const streamgauge::Endpoint &endpoint);
};

}
