// SPDX-License-Identifier: Apache-2.0
#include "savedrunspage.h"

#include "controls/labels.h"
#include "controls/page.h"

#include <QVBoxLayout>

namespace streamgauge {

SavedRunsPage::SavedRunsPage(AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
{
    QVBoxLayout *column = makePage(this);
    column->addWidget(headingLabel(tr("Saved runs"), this));
    column->addStretch();
}

}
