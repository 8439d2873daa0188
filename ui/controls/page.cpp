// SPDX-License-Identifier: Apache-2.0
#include "controls/page.h"

#include "controls/spacing.h"

#include <QFrame>
#include <QVBoxLayout>

namespace streamgauge {

QVBoxLayout *makePage(QWidget *widget)
{
    widget->setProperty("page", true);
    widget->setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(spacing::page, spacing::large, spacing::page, spacing::page);
    column->setSpacing(spacing::medium);
    return column;
}

QWidget *hairline(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setProperty("hairline", true);
    line->setFixedHeight(1);
    return line;
}

}
