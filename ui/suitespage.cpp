// SPDX-License-Identifier: Apache-2.0
#include "suitespage.h"

#include "controls/labels.h"
#include "controls/page.h"

#include <QVBoxLayout>

namespace streamgauge {

SuitesPage::SuitesPage(AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
{
    QVBoxLayout *column = makePage(this);
    column->addWidget(headingLabel(tr("Suites"), this));
    column->addStretch();
}

}
