// SPDX-License-Identifier: Apache-2.0
#include "runpage.h"

#include "controls/labels.h"
#include "controls/page.h"

#include <QVBoxLayout>

namespace streamgauge {

RunPage::RunPage(AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
{
    QVBoxLayout *column = makePage(this);
    column->addWidget(headingLabel(tr("Run"), this));
    column->addStretch();
}

}
