// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"

#include <QWidget>

namespace streamgauge {

/// Servers and models that can be measured.
class EndpointsPage : public QWidget
{
    Q_OBJECT

public:
    explicit EndpointsPage(AppServices &services, QWidget *parent = nullptr);

private:
    AppServices &m_services;
};

}
