// SPDX-License-Identifier: Apache-2.0
#include "endpointspage.h"

#include "controls/labels.h"
#include "controls/page.h"

#include <QVBoxLayout>

namespace streamgauge {

EndpointsPage::EndpointsPage(AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
{
    QVBoxLayout *column = makePage(this);
    column->addWidget(headingLabel(tr("Endpoints"), this));
    column->addStretch();
}

}
