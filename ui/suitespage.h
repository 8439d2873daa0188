// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"

#include <QWidget>

namespace streamgauge {

/// What is asked of a model.
class SuitesPage : public QWidget
{
    Q_OBJECT

public:
    explicit SuitesPage(AppServices &services, QWidget *parent = nullptr);

private:
    AppServices &m_services;
};

}
