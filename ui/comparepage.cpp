// SPDX-License-Identifier: Apache-2.0
#include "comparepage.h"

#include "controls/labels.h"
#include "controls/page.h"

#include <QVBoxLayout>

namespace streamgauge {

ComparePage::ComparePage(AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
{
    QVBoxLayout *column = makePage(this);
    column->addWidget(headingLabel(tr("Compare"), this));
    column->addStretch();
}

void ComparePage::openRuns(const QStringList &paths)
{
    m_paths += paths;
}

}
