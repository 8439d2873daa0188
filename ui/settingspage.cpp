// SPDX-License-Identifier: Apache-2.0
#include "settingspage.h"

#include "controls/labels.h"
#include "controls/page.h"

#include <QVBoxLayout>

namespace streamgauge {

SettingsPage::SettingsPage(AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
{
    QVBoxLayout *column = makePage(this);
    column->addWidget(headingLabel(tr("Settings"), this));
    column->addStretch();
}

}
