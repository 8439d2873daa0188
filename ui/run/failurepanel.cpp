// SPDX-License-Identifier: Apache-2.0
#include "run/failurepanel.h"

#include "controls/notice.h"
#include "controls/spacing.h"
#include "run/runnotices.h"
#include "run/runtext.h"

#include <QListWidget>
#include <QVBoxLayout>

namespace streamgauge {

FailurePanel::FailurePanel(QWidget *parent)
    : QWidget(parent)
    , m_notice(new Notice(this))
    , m_list(new QListWidget(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::small);
    column->addWidget(m_notice);
    column->addWidget(m_list);
    m_list->setWordWrap(true);
    m_list->setFixedHeight(148);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setAccessibleName(tr("Failed requests, newest first"));
    m_list->hide();
    hide();
    connect(m_notice, &Notice::actionTriggered, this, &FailurePanel::toggleList);
}

void FailurePanel::clear()
{
    m_failures.clear();
    m_count = 0;
    m_list->hide();
    hide();
}

void FailurePanel::setSnapshot(const LiveSnapshot &snapshot)
{
    const int count = failureCount(snapshot);
    if (count == m_count)
        return;
    m_count = count;
    m_failures.clear();
    for (auto failure = snapshot.failures.rbegin(); failure != snapshot.failures.rend(); ++failure)
        m_failures.append(failureText(*failure, snapshot));
    const RunRemark remark = failureRemark(snapshot);
    m_notice->say(Notice::Level::Error, remark.text, remark.title);
    m_notice->setAction(m_failures.size() < 2 ? QString() : m_list->isVisible() ? tr("Hide list") : tr("Show all"));
    if (m_list->isVisible())
        fillList();
    show();
}

void FailurePanel::toggleList()
{
    const bool show = !m_list->isVisible();
    if (show)
        fillList();
    m_list->setVisible(show);
    m_notice->setAction(show ? tr("Hide list") : tr("Show all"));
}

void FailurePanel::fillList()
{
    m_list->clear();
    m_list->addItems(m_failures);
}

QString FailurePanel::text() const
{
    return m_count > 0 ? m_notice->text() : QString();
}

}
