// SPDX-License-Identifier: Apache-2.0
#include "controls/fielderror.h"

#include "controls/spacing.h"

#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

namespace streamgauge {

QWidget *withError(QWidget *field, QLabel *error, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::tight);
    column->addWidget(field);
    column->addWidget(error);
    return box;
}

void markInvalid(QWidget *field, bool invalid)
{
    field->setProperty("invalid", invalid);
    field->style()->unpolish(field);
    field->style()->polish(field);
}

}
