// SPDX-License-Identifier: Apache-2.0
#include "navigation.h"

#include "controls/labels.h"
#include "controls/spacing.h"

#include <QButtonGroup>
#include <QKeySequence>
#include <QPushButton>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

constexpr int navigationWidth = 188;

}

Navigation::Navigation(QWidget *parent)
    : QFrame(parent)
    , m_column(new QVBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    setProperty("navigation", true);
    setFixedWidth(navigationWidth);
    m_column->setContentsMargins(spacing::medium, spacing::large, spacing::medium, spacing::large);
    m_column->setSpacing(spacing::tight);
    QLabel *name = titleLabel(QStringLiteral("Streamgauge"), this);
    name->setProperty("role", QStringLiteral("brand"));
    m_column->addWidget(name);
    m_column->addSpacing(spacing::medium);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int index, bool checked) {
        if (checked)
            Q_EMIT pageChosen(index);
    });
}

int Navigation::addPage(const QString &title, const QKeySequence &shortcut)
{
    const int index = static_cast<int>(m_group->buttons().size());
    auto *button = new QPushButton(title, this);
    button->setProperty("kind", QStringLiteral("navigation"));
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolTip(QStringLiteral("%1  (%2)").arg(title, shortcut.toString(QKeySequence::NativeText)));
    m_group->addButton(button, index);
    m_column->addWidget(button);
    return index;
}

void Navigation::addSpace()
{
    m_column->addStretch();
}

void Navigation::setCurrent(int index)
{
    if (QAbstractButton *button = m_group->button(index))
        button->setChecked(true);
}

}
