// SPDX-License-Identifier: Apache-2.0
#include "controls/emptystate.h"

#include "controls/buttons.h"
#include "controls/labels.h"
#include "controls/spacing.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace streamgauge {

EmptyState::EmptyState(const QString &heading, const QString &sentence, const QString &action, QWidget *parent)
    : QWidget(parent)
    , m_sentence(mutedLabel(sentence, this))
    , m_action(primaryButton(action, this))
    , m_secondAction(secondaryButton({}, this))
{
    constexpr int readableWidth = 420;
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setFixedWidth(readableWidth);
    m_action->setVisible(!action.isEmpty());
    m_secondAction->hide();

    auto *column = new QVBoxLayout(this);
    column->setSpacing(spacing::medium);
    column->addStretch(2);
    column->addWidget(headingLabel(heading, this), 0, Qt::AlignHCenter);
    auto *row = new QHBoxLayout; // not an alignment flag, which would forget that the lines wrap
    row->addStretch();
    row->addWidget(m_sentence);
    row->addStretch();
    column->addLayout(row);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(spacing::small);
    actions->addStretch();
    actions->addWidget(m_action);
    actions->addWidget(m_secondAction);
    actions->addStretch();
    column->addLayout(actions);
    column->addStretch(3);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    connect(m_secondAction, &QPushButton::clicked, this, &EmptyState::secondActionTriggered);
}

void EmptyState::setSentence(const QString &sentence)
{
    m_sentence->setText(sentence);
}

void EmptyState::setSecondAction(const QString &text)
{
    m_secondAction->setText(text);
    m_secondAction->setVisible(!text.isEmpty());
}

}
