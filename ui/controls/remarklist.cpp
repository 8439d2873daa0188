// SPDX-License-Identifier: Apache-2.0
#include "controls/remarklist.h"

#include "controls/buttons.h"
#include "controls/labels.h"
#include "controls/spacing.h"

#include <QLabel>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

constexpr qsizetype mostAtFirst = 3;

}

RemarkList::RemarkList(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout)
    , m_more(quietButton({}, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::tight);
    column->addWidget(titleLabel(title, this));
    m_lines->setSpacing(spacing::tight);
    column->addLayout(m_lines);
    column->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_isOpen = !m_isOpen;
        refresh();
    });
    hide();
}

void RemarkList::setRemarks(const QStringList &remarks)
{
    if (remarks != m_remarks)
        m_isOpen = false;
    m_remarks = remarks;
    refresh();
    setVisible(!remarks.isEmpty());
}

void RemarkList::refresh()
{
    const bool isLong = m_remarks.size() > mostAtFirst + 1; // no button for a single further line
    const QStringList shown = isLong && !m_isOpen ? m_remarks.first(mostAtFirst) : m_remarks;
    while (QLayoutItem *line = m_lines->takeAt(0)) {
        delete line->widget();
        delete line;
    }
    for (const QString &remark : shown) {
        QLabel *line = noteLabel(remark, this);
        line->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_lines->addWidget(line);
    }
    m_more->setVisible(isLong);
    m_more->setText(m_isOpen ? tr("Show fewer") : tr("Show %1 more").arg(m_remarks.size() - mostAtFirst));
}

}
