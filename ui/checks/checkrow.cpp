// SPDX-License-Identifier: Apache-2.0
#include "checks/checkrow.h"

#include "controls/elidedlabel.h"
#include "controls/labels.h"
#include "controls/spacing.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>

namespace streamgauge {

namespace {

QString markOf(CheckLevel level) // a shape of its own each, so that colour is not needed
{
    switch (level) {
    case CheckLevel::Info:
        return QStringLiteral("i");
    case CheckLevel::Warning:
        return QStringLiteral("!");
    case CheckLevel::Error:
        return QStringLiteral("✕");
    }
    return {};
}

QString wordOf(CheckLevel level)
{
    switch (level) {
    case CheckLevel::Info:
        return CheckRow::tr("For information");
    case CheckLevel::Warning:
        return CheckRow::tr("Warning");
    case CheckLevel::Error:
        return CheckRow::tr("Failed");
    }
    return {};
}

QString messageText(const CheckFinding::Message &message)
{
    return message.series.isEmpty() ? message.text : QStringLiteral("%1: %2").arg(message.series, message.text);
}

QString lineText(const CheckFinding &finding)
{
    if (finding.messages.size() == 1)
        return messageText(finding.messages.front());
    QStringList labels;
    for (const CheckFinding::Message &message : finding.messages)
        labels.append(message.series);
    constexpr qsizetype mostNamed = 40; // characters: the line is for what was found
    QString who = labels.join(QStringLiteral(", "));
    if (who.size() > mostNamed)
        who = CheckRow::tr("%1 series").arg(labels.size());
    return QStringLiteral("%1. %2").arg(who, messageText(finding.messages.front()));
}

QString detailsText(const CheckFinding &finding)
{
    QStringList paragraphs;
    for (const CheckFinding::Message &message : finding.messages)
        paragraphs.append(messageText(message));
    paragraphs.append(QStringLiteral("→ ") + finding.advice);
    return paragraphs.join(QLatin1Char('\n'));
}

}

CheckRow::CheckRow(const CheckFinding &finding, QWidget *parent)
    : QFrame(parent)
    , m_finding(finding)
    , m_line(new ElidedLabel(lineText(finding), this))
    , m_details(noteLabel(detailsText(finding), this))
    , m_arrow(new QLabel(QStringLiteral("▸"), this))
{
    setProperty("check", toString(finding.level));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setToolTip(finding.advice);
    setAccessibleName(
        QStringLiteral("%1: %2. %3").arg(wordOf(finding.level), checkTitle(finding.id), detailsText(finding)));
    auto *mark = new QLabel(markOf(finding.level), this);
    mark->setProperty("mark", toString(finding.level));
    mark->setAlignment(Qt::AlignCenter);
    mark->setFixedSize(18, 18);
    mark->setToolTip(wordOf(finding.level));
    m_line->setProperty("role", QStringLiteral("muted"));
    m_arrow->setProperty("role", QStringLiteral("muted"));
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->hide();

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(spacing::small, spacing::tight, spacing::small, spacing::tight);
    grid->setHorizontalSpacing(spacing::small);
    grid->setVerticalSpacing(spacing::tight);
    grid->addWidget(mark, 0, 0);
    grid->addWidget(titleLabel(checkTitle(finding.id), this), 0, 1);
    grid->addWidget(m_line, 0, 2);
    grid->addWidget(m_arrow, 0, 3);
    grid->addWidget(m_details, 1, 1, 1, 3);
    grid->setColumnStretch(2, 1);
}

bool CheckRow::isOpen() const
{
    return !m_details->isHidden();
}

void CheckRow::setOpen(bool open)
{
    m_details->setVisible(open);
    m_line->setText(open ? QString() : lineText(m_finding));
    m_arrow->setText(open ? QStringLiteral("▾") : QStringLiteral("▸"));
}

void CheckRow::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        setOpen(!isOpen());
    QFrame::mouseReleaseEvent(event);
}

void CheckRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        setOpen(!isOpen());
    else
        QFrame::keyPressEvent(event);
}

}
