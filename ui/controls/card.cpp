// SPDX-License-Identifier: Apache-2.0
#include "controls/card.h"

#include "controls/elidedlabel.h"
#include "controls/labels.h"
#include "controls/spacing.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace streamgauge {

Card::Card(QWidget *parent)
    : QFrame(parent)
    , m_body(new QVBoxLayout(this))
{
    setProperty("card", true);
    m_body->setContentsMargins(spacing::large, spacing::medium, spacing::large, spacing::medium);
    m_body->setSpacing(spacing::small);
}

Card::Card(const QString &title, const QString &note, QWidget *parent)
    : Card(parent)
{
    addHeader();
    setTitle(title);
    setNote(note);
}

void Card::setTitle(const QString &title)
{
    addHeader();
    m_title->setText(title);
}

void Card::setNote(const QString &note)
{
    addHeader();
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void Card::addHeader()
{
    if (m_title)
        return;
    m_title = new ElidedLabel({}, this);
    m_title->setProperty("role", QStringLiteral("title"));
    m_note = noteLabel({}, this);
    m_note->setWordWrap(false);
    auto *header = new QHBoxLayout;
    header->addWidget(m_title, 1);
    header->addWidget(m_note);
    m_body->insertLayout(0, header);
}

}
