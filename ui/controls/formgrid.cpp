// SPDX-License-Identifier: Apache-2.0
#include "controls/formgrid.h"

#include "controls/spacing.h"

#include <QLabel>

namespace streamgauge {

FormGrid::FormGrid(QWidget *parent)
    : QGridLayout(parent)
{
    setColumnStretch(1, 1);
    setHorizontalSpacing(spacing::large);
}

void FormGrid::addRow(QLabel *name, QWidget *field)
{
    const int row = rowCount();
    name->setWordWrap(false);
    name->setBuddy(field);
    addWidget(name, row, 0, Qt::AlignLeft | Qt::AlignTop);
    addWidget(field, row, 1);
}

void FormGrid::setRowVisible(QWidget *field, bool visible)
{
    field->setVisible(visible);
    for (int row = 0; row < rowCount(); ++row) {
        const QLayoutItem *item = itemAtPosition(row, 1);
        if (item && item->widget() == field)
            itemAtPosition(row, 0)->widget()->setVisible(visible);
    }
}

}
